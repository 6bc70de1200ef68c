// On the search page: an identifier or a shelfmark that was typed leads to its place at once. `apparatPlaces` is made by the build.
(() => {
  "use strict";
  // From the disk a browser may not fetch pages for their excerpts; without this it would say so once for every hit.
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

  const query = (new URLSearchParams(location.search).get("q") || "").trim();
  const places = window.apparatPlaces || {};
  const identifier = query.toLowerCase().replace(/^#/, "");
  const found = identifier in places ? [identifier] : [];

  // 17/84/476, 17-84-476, or fond, opis and delo in any notation the search knows.
  const numbers = /(\d+)\s*[\/-]\s*(\d+)\s*[\/-]\s*(\d+)/.exec(query);
  const words = typeof splitQuery === "function" ? splitQuery(query) : [];
  const part = (letter) => words.map((word) => new RegExp(`^${letter}(\\d+)$`, "i").exec(word)).find((match) => match)?.[1];
  const [fond, opis, delo] = numbers ? numbers.slice(1) : [part("f"), part("op"), part("d")];
  if (fond && opis && delo) {
    const ending = `-f${fond}-op${opis}-d${delo}`;
    found.push(...Object.keys(places).filter((key) => key.endsWith(ending)));
  }
  if (!found.length) return;
  document.addEventListener("DOMContentLoaded", () => {
    const box = document.getElementById("found-at-once");
    const line = document.createElement("p");
    line.className = "found-at-once";
    line.append("Found at once: ");
    found.forEach((key, position) => {
      const link = document.createElement("a");
      link.href = places[key];
      link.textContent = key;
      line.append(position ? ", " : "", link);
    });
    box.append(line);
  });
})();
