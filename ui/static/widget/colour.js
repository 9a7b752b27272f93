// The host's colour, as far as it can be read: moved towards black or white until it stands out by 4.5 : 1.

const GROUNDS = { light: [0.82, 0.87, 0.91], dark: [0.14, 0.18, 0.22] }; // a little beyond the tint of tokens.css
const ENOUGH = 4.6;
const DARK = matchMedia("(prefers-color-scheme: dark)");

/** Set the accent of this page, in both themes. */
export function paint(accent) {
  const set = () => {
    const dark = (document.documentElement.style.colorScheme || (DARK.matches ? "dark" : "light")) === "dark";
    const colour = readable(parts(accent), dark ? GROUNDS.dark : GROUNDS.light, dark ? 1 : 0);
    const root = document.documentElement.style;
    root.setProperty("--accent", css(colour));
    root.setProperty("--on-accent", contrast(colour, [1, 1, 1]) >= contrast(colour, [0, 0, 0]) ? "#fff" : "#000");
  };
  DARK.addEventListener("change", set);
  set();
}

function readable(colour, ground, goal) {
  for (let step = 0; step <= 20; step++) {
    const moved = colour.map((part) => part + (goal - part) * (step / 20));
    if (contrast(moved, ground) >= ENOUGH) return moved;
  }
  return [goal, goal, goal];
}

function parts(hex) {
  const long = hex.length === 4 ? hex.replace(/[^#]/g, "$&$&") : hex;
  return [1, 3, 5].map((at) => parseInt(long.slice(at, at + 2), 16) / 255);
}

const css = (colour) => `rgb(${colour.map((part) => Math.round(part * 255)).join(" ")})`;

/** WCAG 2's contrast ratio. */
function contrast(one, other) {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour) {
  const [red, green, blue] = colour.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
