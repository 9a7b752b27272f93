// What the host's page wants, from behind the # of the frame's address, which no server sees.

const MANY = 8; // questions
const given = new URLSearchParams(location.hash.slice(1));

export const asked = {
  host: given.get("host") ?? "",
  language: ["de", "en"].find((name) => name === given.get("language")) ?? (navigator.language.startsWith("de") ? "de" : "en"),
  accent: /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(given.get("accent") ?? "")?.[0] ?? null,
  document: given.get("document"),
  questions: (given.get("questions") ?? "").split("|").map((words) => words.trim()).filter(Boolean).slice(0, MANY),
};
