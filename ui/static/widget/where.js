// Which element embeds us, where its server is, and what the editors set on it.

const OURS = /(https?:\/\/[^\s()'"]*\/)widget(?:-[0-9a-f]{12})?\.js\b/;

/**
 * The running script names its server. A module and what optimisers load, copy or join have none: then whoever says
 * `data-protokoll`, else the file that this code came from, else any element that still names it.
 * @param {HTMLScriptElement|null} running
 * @returns {{server: string, settings: DOMStringMap|object}|null}
 */
export function embedding(running) {
  const all = [running, ...document.querySelectorAll("[data-protokoll], script")].filter(Boolean);
  const known = all.map((element) => ({ server: serverOf(element), settings: element.dataset, element }));
  const named = known.filter(({ server }) => server);
  const traced = OURS.exec(new Error().stack ?? "")?.[1];
  return (
    named.find(({ element }) => element === running) ??
    named.find(({ settings }) => settings.protokoll) ??
    named.find(({ server }) => server === traced) ??
    (traced ? { server: traced, settings: {} } : (named[0] ?? null))
  );
}

function serverOf(element) {
  const wish = element.dataset.protokoll;
  if (wish) return /^https?:\/\/[^\s/]/.test(wish) ? wish.replace(/\/*$/, "/") : null;
  if (element.localName !== "script") return null;
  const values = [element.src, ...Array.from(element.attributes, ({ value }) => value)];
  return values.map((value) => OURS.exec(value)?.[1]).find(Boolean) ?? null;
}

/** What is asked for, else the page's language, else the visitor's. */
export function languageOf(wish) {
  if (wish && !/^(auto|de|en)\b/i.test(wish)) doubt("language", wish, "auto, de, en");
  const names = [wish, document.documentElement.lang, navigator.language].map((name) => name?.slice(0, 2).toLowerCase());
  return names.find((name) => Object.hasOwn(TEXTS, name)) ?? "en";
}

/** A line for the editor about a value that is none: what it could be. */
const doubt = (name, wish, known) => console.warn(`Frag das Protokoll: data-${name}="${wish}"? ${known}`);

/** One of the words that a setting may be; the first where it is another. */
function choice(settings, name, words) {
  const wish = settings[name] ?? words[0];
  if (words.includes(wish)) return wish;
  doubt(name, wish, words.join(", "));
  return words[0];
}

/** Colour and place of launcher and window. */
export function arrange(host, settings) {
  host.dataset.position = choice(settings, "position", ["bottom-right", "bottom-left", "none"]);
  const [, across, up] = /^(?:(\d{1,3})\s+)?(\d{1,3})$/.exec(settings.offset?.trim() ?? "") ?? [];
  if (across) host.style.setProperty("--protokoll-across", `${across}px`);
  if (up) host.style.setProperty("--protokoll-up", `${up}px`);
  if (settings.offset && !up) doubt("offset", settings.offset, "16 16, 16 88");
  const { accent } = settings;
  if (/^#([0-9a-f]{3}){1,2}$/i.test(accent)) paint(host, accent);
  else if (accent) doubt("accent", accent, "#7b2d43");
}

/** The launcher in the host's colour, its words in black or white, whichever stands out more. */
function paint(host, accent) {
  const hex = accent.length === 4 ? accent.replace(/[^#]/g, "$&$&") : accent;
  const light = luminance([1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16))) > 0.179;
  host.style.setProperty("--protokoll-accent", hex);
  host.style.setProperty("--protokoll-on-accent", light ? "#000" : "#fff");
}

function luminance(bytes) {
  const parts = bytes.map((byte) => byte / 255);
  const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** As wished, else as the page looks at this moment: a dark window on a white page would pass for a fault. */
export function themeOf(settings) {
  const wish = choice(settings, "theme", ["auto", "light", "dark"]);
  if (wish !== "auto") return wish;
  for (const element of [document.body, document.documentElement]) {
    const [red, green, blue, opaque = 1] = getComputedStyle(element).backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [];
    if (opaque > 0.5 && blue !== undefined) return luminance([red, green, blue]) > 0.179 ? "light" : "dark";
  }
  const declared = document.querySelector('meta[name="color-scheme"]')?.content ?? "";
  const schemes = `${declared} ${getComputedStyle(document.documentElement).colorScheme}`;
  return schemes.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}
