/** Where the page begins. */
import { Link } from "./link/link.js";
import { App } from "./ui/app.js";
import { applySettings } from "./ui/language.js";
import { Model } from "./ui/model.js";

const link = new Link();
const model = new Model(link);
applySettings(model);
const app = new App(model, /** @type {HTMLElement} */ (document.getElementById("app")));
app.start();
link.start();
await model.attach();
