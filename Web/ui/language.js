/** The choice of language and of light or dark. */
import { choose, language, speak, t } from "../text/texts.js";
import { h } from "./dom.js";

/** @typedef {import("./model.js").Model} Model */

/** @type {{ [language: string]: string }} */
export const names = { ru: "Русский", en: "English" };

/**
 * The other language, in itself.
 * @param {Model} model
 */
export function languageButton(model) {
  const other = language === "ru" ? "en" : "ru";
  const choice = () => void model.link.call("settings", { language: other });
  return h("button", { type: "button", class: "link language", lang: other, onclick: choice }, names[other]);
}

/**
 * Takes over what is set. Returns whether the language is another one than before.
 * @param {Model} model
 */
export function applySettings(model) {
  const root = document.documentElement;
  const theme = model.settings.theme;
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
  const chosen = choose(model.settings.language, navigator.languages ?? []);
  const changed = chosen !== language || root.lang !== chosen;
  speak(chosen);
  root.lang = chosen;
  return changed;
}

/**
 * A choice of one among few.
 * @param {string} name
 * @param {string} legend
 * @param {[value: string, label: string][]} options
 * @param {string} chosen
 * @param {(value: string) => void} onchoose
 */
export function radios(name, legend, options, chosen, onchoose) {
  const option = ([value, label] = ["", ""]) =>
    h(
      "label",
      { class: "radio" },
      h("input", { type: "radio", name, value, checked: value === chosen, onchange: () => onchoose(value) }),
      label,
    );
  return h("fieldset", {}, h("legend", {}, legend), options.map((each) => option(each)));
}

/** @param {Model} model */
export function appearance(model) {
  const set = (/** @type {string} */ key) => (/** @type {string} */ value) => {
    void model.link.call("settings", { [key]: value });
  };
  /** @type {[string, string][]} */
  const themes = [["auto", t("theme_auto")], ["light", t("theme_light")], ["dark", t("theme_dark")]];
  return [
    radios("language", t("language"), Object.entries(names), language, set("language")),
    radios("theme", t("theme"), themes, model.settings.theme ?? "auto", set("theme")),
  ];
}
