// The ways to imprint, privacy notice and the editors, at the foot of page and widget.

import { make } from "./dom.js";
import { site, words } from "./words.js";

/**
 * The links of the settings and the editors' address, as entries of a list.
 * @param {object} [away] attributes of the links that lead to other pages
 */
export function links(away = {}) {
  const entries = Object.entries(site.links).map(([name, href]) => make("li", {}, make("a", { href, ...away }, words()[name])));
  if (site.contact) {
    const mail = /^\S+@\S+$/.test(site.contact);
    entries.push(make("li", {}, `${words().contact}: `, mail ? make("a", { href: `mailto:${site.contact}` }, site.contact) : site.contact));
  }
  return entries;
}
