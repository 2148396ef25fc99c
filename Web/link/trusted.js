/**
 * The only door for addresses of scripts: the page's policy (`require-trusted-types-for 'script'`) refuses every other.
 *
 * There is no door for HTML at all, so no text of anybody can become markup.
 */
const here = new URL("../", import.meta.url).href;
const types = /** @type {any} */ (globalThis).trustedTypes;

const policy = types?.createPolicy("messenger", {
  createScriptURL(/** @type {string} */ address) {
    const root = new URL("../../", here).href;
    if (address.startsWith(here) || address === `${root}sw.js`) return address;
    throw new TypeError("not a script of ours");
  },
});

/**
 * @param {string} address
 * @returns {string}
 */
export function trustedURL(address) {
  return policy ? policy.createScriptURL(address) : address;
}
