// What the host's page wants, from behind the # of the frame's address, which no server sees.

const MANY = 8; // questions
const LONGEST = { title: 60, greeting: 400 }; // characters
const given = new URLSearchParams(location.hash.slice(1));
const language = ["de", "en"].find((name) => name === given.get("language")) ?? (navigator.language.startsWith("de") ? "de" : "en");

export const asked = {
  host: given.get("host") ?? "",
  language,
  accent: /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(given.get("accent") ?? "")?.[0] ?? null,
  documents: (given.get("document") ?? "").split(/[\s,|]+/).filter(Boolean),
  questions: (given.get("questions") ?? "").split("|").map((words) => words.trim()).filter(Boolean).slice(0, MANY),
  title: own("title"),
  greeting: own("greeting"),
};

/** Words of the editors', in the language they were written in; only a page that may embed us can put them here. */
function own(name) {
  const words = parent === window ? "" : (given.get(name) ?? "").trim().slice(0, LONGEST[name]);
  return (shown) => (shown === language && words) || null;
}
