/**
 * The service worker: the page's files for a start without a network. It never touches a call of the API.
 *
 * The server writes the version and the list of files in here; another version is another file, which makes the browser
 * install it. The files of the version before stay for pages that are still open.
 */
const version = "{{version}}";
const files = ["{{files}}"];

const scope = /** @type {any} */ (globalThis);
const root = new URL("./", scope.location.href);
const cacheName = `shell-${version}`;
const page = root.href;

scope.addEventListener("install", (/** @type {any} */ event) => event.waitUntil(install()));
scope.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(activate()));
scope.addEventListener("fetch", (/** @type {any} */ event) => {
  const answer = shell(event.request);
  if (answer) event.respondWith(answer);
});
scope.addEventListener("notificationclick", (/** @type {any} */ event) => event.waitUntil(openChat(event.notification)));

async function install() {
  const cache = await caches.open(cacheName);
  const addresses = ["", "manifest.webmanifest", ...files].map((name) => new URL(name, root).href);
  // Hashed files come from the browser's cache; the page itself must be the one of this version.
  await cache.addAll(addresses.map((address) => new Request(address, { cache: address === page ? "no-cache" : "default" })));
  await scope.skipWaiting();
}

async function activate() {
  const names = (await caches.keys()).filter((name) => name.startsWith("shell-") && name !== cacheName);
  for (const name of names.slice(0, -1)) await caches.delete(name);
  await scope.clients.claim();
}

/**
 * @param {Request} request
 * @returns {Promise<Response> | null} null for what is not the page's
 */
function shell(request) {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== root.origin || !url.href.startsWith(root.href)) return null;
  const path = url.pathname.slice(root.pathname.length);
  if (request.mode === "navigate" && (path === "" || path === "index.html")) return cached(page, request);
  if (path.startsWith("app/") || path === "manifest.webmanifest") return cached(url.origin + url.pathname, request);
  return null;
}

/**
 * @param {string} address
 * @param {Request} request
 */
async function cached(address, request) {
  const mine = await (await caches.open(cacheName)).match(address);
  return mine ?? (await caches.match(address)) ?? fetch(request);
}

/** @param {any} notification */
async function openChat(notification) {
  notification.close();
  const chat = notification.data?.chat;
  const windows = await scope.clients.matchAll({ type: "window", includeUncontrolled: true });
  const mine = windows.find((/** @type {any} */ client) => new URL(client.url).pathname === root.pathname);
  if (!mine) return scope.clients.openWindow(`${page}#chat/${chat}`);
  await mine.focus();
  mine.postMessage({ open: chat });
}
