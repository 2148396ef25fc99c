/** What calls for attention: the title, the badge of the app, notifications, and the voice of a screen reader. */
import { base } from "../link/base.js";
import { trustedURL } from "../link/trusted.js";
import { t } from "../text/texts.js";
import { h, isolatedText } from "./dom.js";

/**
 * @typedef {import("./model.js").Model} Model
 * @typedef {import("../core/types.js").Message} Message
 */

/** @type {any} */
let installPrompt = null;

/** What installs the page as an app; null when the browser does not offer it. */
export function install() {
  return installPrompt && (() => void installPrompt.prompt());
}

/**
 * @param {Model} model
 * @param {(chat: number) => void} open
 */
export function watchAttention(model, open) {
  const live = { role: "log", "aria-live": "polite", "aria-relevant": "additions" };
  const voice = h("div", { class: "unseen", id: "announcer", ...live });
  document.body.append(voice);
  model.on("chats", () => showCount(model));
  model.on("session", () => showCount(model));
  model.on("heard", (message) => announce(model, voice, message));
  model.on("notify", (message) => void notify(model, message, open));
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    installPrompt = event;
  });
  addEventListener("appinstalled", () => (installPrompt = null));
  navigator.serviceWorker?.addEventListener("message", ({ data }) => data?.open && open(data.open));
}

/** @param {Model} model */
function showCount(model) {
  const count = model.unread;
  document.title = count > 0 ? `(${count}) ${t("product")}` : t("product");
  const badge = /** @type {any} */ (navigator);
  // Some browsers have no badge, and some refuse it to pages that are not installed.
  if (count > 0) badge.setAppBadge?.(count)?.catch(() => {});
  else badge.clearAppBadge?.()?.catch(() => {});
}

/**
 * Says a new message of somebody else; the hub picks one tab for it. Of a flood the last few are said.
 * @param {Model} model
 * @param {HTMLElement} voice
 * @param {Message} message
 */
function announce(model, voice, message) {
  voice.append(h("p", {}, words(model, message)));
  while (voice.childElementCount > 5) voice.firstElementChild?.remove();
}

/**
 * @param {Model} model
 * @param {Message} message
 */
function words(model, message) {
  const chat = model.chats.get(message.chat_id);
  const values = { name: model.nameOf(message.sender_id), chat: chat?.name, text: message.text.slice(0, 300) };
  return t(chat?.type === "group" ? "announced_group" : "announced", values);
}

/**
 * @param {Model} model
 * @param {Message} message
 * @param {(chat: number) => void} open
 */
async function notify(model, message, open) {
  const mayNotify = "Notification" in globalThis && Notification.permission === "granted";
  if (!mayNotify || model.settings.notify === false) return;
  const chat = model.chats.get(message.chat_id);
  const name = model.nameOf(message.sender_id);
  const title = chat?.type === "group" ? `${isolatedText(name)} · ${isolatedText(chat.name)}` : isolatedText(name);
  const options = {
    body: message.text.slice(0, 200),
    icon: new URL("../icons/icon-192.png", import.meta.url).href,
    tag: `chat-${message.chat_id}`,
    data: { chat: message.chat_id },
  };
  const worker = await navigator.serviceWorker?.getRegistration();
  if (worker?.active) return worker.showNotification(title, options);
  const shown = new Notification(title, options);
  shown.onclick = () => {
    window.focus();
    open(message.chat_id);
  };
}

/** @param {() => void} renewed called when a newer version waits for a reload */
export async function startServiceWorker(renewed) {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const known = workers.controller !== null;
  workers.addEventListener("controllerchange", () => known && renewed());
  try {
    await workers.register(/** @type {any} */ (trustedURL(`${base}sw.js`)));
  } catch {
    // Without it there is no offline start, and nothing else is missing.
  }
}
