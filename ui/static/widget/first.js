// Before anything else is loaded: the page around us hears that the frame is there, and the theme is set.
{
  const given = new URLSearchParams(location.hash.slice(1));
  const host = given.get("host");
  const allowed = JSON.parse(document.documentElement.dataset.origins);
  if (parent !== window && allowed.includes(host)) parent.postMessage({ protokoll: 1, type: "here" }, host);
  const theme = ["light", "dark"].find((name) => name === given.get("theme"));
  if (theme) {
    document.documentElement.style.colorScheme = theme;
    for (const rule of [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])) {
      // The tokens' dark half hangs on what the visitor's system prefers; here the page around us decides.
      if (rule.conditionText?.includes("prefers-color-scheme")) rule.media.mediaText = theme === "dark" ? "screen" : "not all";
    }
  }
}
