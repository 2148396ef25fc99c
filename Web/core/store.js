/**
 * What survives a reload: IndexedDB, or memory where the browser gives none.
 *
 * `kv` holds the session, the chats with their position, drafts and settings; `outbox` the messages that are not yet on
 * the server; `tails` the newest messages of chats that were opened, for the offline start.
 *
 * @typedef {object} Store
 * @property {(table: string, key: any) => Promise<any>} get
 * @property {(table: string) => Promise<any[]>} all
 * @property {(table: string, key: any, value: any) => Promise<void>} put
 * @property {(table: string, key: any) => Promise<void>} remove
 * @property {() => Promise<void>} clear everything but the settings
 */

const tables = ["kv", "outbox", "tails"];

/**
 * @param {IDBFactory | undefined} factory
 * @returns {Promise<Store>}
 */
export async function openStore(factory) {
  if (!factory) return memoryStore();
  try {
    return indexedStore(await openDatabase(factory));
  } catch {
    return memoryStore();
  }
}

/**
 * @param {IDBFactory} factory
 * @returns {Promise<IDBDatabase>}
 */
function openDatabase(factory) {
  const request = factory.open("messenger", 1);
  request.onupgradeneeded = () => tables.forEach((table) => request.result.createObjectStore(table));
  return answer(request);
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @param {IDBDatabase} database
 * @returns {Store}
 */
function indexedStore(database) {
  // A newer version of the client in another tab may need to change the tables.
  database.onversionchange = () => database.close();
  /**
   * @param {string[]} names
   * @param {(transaction: IDBTransaction) => void} change
   * @returns {Promise<void>}
   */
  const write = (names, change) =>
    new Promise((resolve) => {
      const transaction = database.transaction(names, "readwrite");
      // A full disk costs the offline start, not the conversation.
      transaction.oncomplete = transaction.onabort = () => resolve();
      change(transaction);
    });
  return {
    get: (table, key) => answer(database.transaction(table).objectStore(table).get(key)),
    all: (table) => answer(database.transaction(table).objectStore(table).getAll()),
    put: (table, key, value) => write([table], (transaction) => transaction.objectStore(table).put(value, key)),
    remove: (table, key) => write([table], (transaction) => transaction.objectStore(table).delete(key)),
    clear: async () => {
      const settings = await answer(database.transaction("kv").objectStore("kv").get("settings"));
      await write(tables, (transaction) => {
        for (const table of tables) transaction.objectStore(table).clear();
        if (settings) transaction.objectStore("kv").put(settings, "settings");
      });
    },
  };
}

/** @returns {Store} */
export function memoryStore() {
  /** @type {Map<string, Map<any, any>>} */
  const kept = new Map(tables.map((table) => [table, new Map()]));
  const table = (/** @type {string} */ name) => /** @type {Map<any, any>} */ (kept.get(name));
  return {
    get: async (name, key) => structuredClone(table(name).get(key)),
    all: async (name) => structuredClone([...table(name).values()]),
    put: async (name, key, value) => void table(name).set(key, structuredClone(value)),
    remove: async (name, key) => void table(name).delete(key),
    clear: async () => {
      const settings = table("kv").get("settings");
      for (const name of tables) table(name).clear();
      if (settings) table("kv").set("settings", settings);
    },
  };
}
