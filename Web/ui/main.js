/** Where the page begins. */
import { Link } from "../link/link.js";
import { App } from "./app.js";
import { applySettings } from "./language.js";
import { Model } from "./model.js";

const link = new Link();
const model = new Model(link);
applySettings(model);
const app = new App(model, /** @type {HTMLElement} */ (document.getElementById("app")));
app.start();
link.start();
await model.attach();
