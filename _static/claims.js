// Two small things for claims; without this script pages are whole. In a text, pointing at a mark of the margin shows the words it speaks of.
// In the matrix, the form narrows rows and columns; what was chosen stays in the address, so that a filtered matrix can be cited.
(() => {
  "use strict";

  const marks = () => {
    for (const mark of document.querySelectorAll("ul.marks > li")) {
      const link = mark.querySelector("a[href^='#']");
      const words = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (!words || !words.classList.contains("position")) continue;
      const show = (shown) => () => words.classList.toggle("shown", shown);
      mark.addEventListener("pointerenter", show(true));
      mark.addEventListener("pointerleave", show(false));
      mark.addEventListener("focusin", show(true));
      mark.addEventListener("focusout", show(false));
    }
  };

  const matrix = () => {
    const form = document.querySelector("form.matrix-filter");
    const table = document.getElementById("matrix");
    if (!form || !table) return;
    form.hidden = false;
    const heads = [...table.tHead.rows[0].cells].slice(1);
    const names = heads.map((head) => head.textContent.toLowerCase());
    const rows = [];
    const bodies = [...table.tBodies].map((body) => ({ body, shown: 0 }));
    for (const group of bodies) {
      for (const row of [...group.body.rows].slice(1)) {
        const cells = [...row.cells].slice(1);
        const signs = [...row.querySelectorAll("td a")].map((sign) => ({
          sign, column: sign.parentElement.cellIndex - 1, text: sign.dataset.text, kinds: new Set(sign.classList), shown: true,
        }));
        const stances = new Set(signs.flatMap(({ kinds }) => [...kinds]));
        rows.push({ row, group, cells, signs, words: row.cells[0].textContent.toLowerCase(), open: stances.has("asserts") && stances.has("denies"), topic: group.body.dataset.topic });
      }
    }
    const shown = heads.map(() => true);
    const count = form.querySelector("output");

    const filter = () => {
      const wanted = Object.fromEntries(new FormData(form));
      const words = wanted.words.trim().toLowerCase();
      const used = new Set();
      let claims = 0;
      let total = 0;
      for (const group of bodies) group.shown = 0;
      for (const one of rows) {
        const fits = (!wanted.topic || wanted.topic === one.topic) && (wanted.stance !== "disputed" || one.open);
        const titled = !words || one.words.includes(words);
        let kept = 0;
        for (const mark of one.signs) {
          const now = fits && (titled || names[mark.column].includes(words)) && (!wanted.stance || wanted.stance === "disputed" || mark.kinds.has(wanted.stance)) &&
            (!wanted.text || mark.text === wanted.text) && (!wanted.kind || mark.kinds.has(wanted.kind));
          if (now !== mark.shown) mark.sign.hidden = !now;
          mark.shown = now;
          if (now) {
            kept += 1;
            used.add(mark.column);
          }
        }
        one.row.hidden = !kept;
        one.group.shown += kept ? 1 : 0;
        claims += kept ? 1 : 0;
        total += kept;
      }
      for (const { body, shown: number } of bodies) body.hidden = !number;
      heads.forEach((head, column) => {
        const now = used.size === heads.length || used.has(column);
        if (now === shown[column]) return;
        shown[column] = now;
        head.hidden = !now;
        for (const { cells } of rows) cells[column].hidden = !now;
      });
      count.textContent = `${claims} ${claims === 1 ? "claim" : "claims"}, ${used.size} ${used.size === 1 ? "holder" : "holders"}, ${total} ${total === 1 ? "sign" : "signs"} shown`;
      const chosen = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value));
      history.replaceState(null, "", `${location.pathname}${chosen.size ? `?${chosen}` : ""}${location.hash}`);
    };

    for (const [name, value] of new URLSearchParams(location.search)) {
      const field = form.elements.namedItem(name);
      if (field && "value" in field && field.type !== "reset") field.value = value;
    }
    form.addEventListener("input", filter);
    form.addEventListener("reset", () => setTimeout(filter));
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  };

  document.addEventListener("DOMContentLoaded", () => { marks(); matrix(); });
})();
