// What has moved to a page of its own: a fragment of the old page leads on to it. Without this script it lands beside the link to that page.
(() => {
  "use strict";
  const lead = () => {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (place && place.dataset.page) location.replace(place.dataset.page + location.hash);
  };
  addEventListener("hashchange", lead);
  document.addEventListener("DOMContentLoaded", lead);
})();

// Notes without leaving the text. A call opens its note in a native popover: mouse, keyboard (Enter) and touch alike; Escape or
// a touch outside closes it, and the focus goes back to the call. Without this script a call is an ordinary link to the note.
(() => {
  "use strict";
  if (!("popover" in HTMLElement.prototype)) return;

  const box = document.createElement("div");
  box.id = "note-popover";
  box.popover = "auto";
  box.tabIndex = -1;
  box.setAttribute("role", "dialog");
  let caller = null;

  const fill = (call, note) => {
    const number = call.textContent.replace(/[[\]]/g, "");
    const kind = note.classList.contains("note-editorial") ? "Editors’ note" : "Author’s note";
    const body = document.createElement("div");
    for (const child of note.children) {
      if (child.classList.contains("label")) continue;
      const copy = child.cloneNode(true);
      for (const marked of [copy, ...copy.querySelectorAll("[id]")]) marked.removeAttribute("id");
      body.append(copy);
    }
    const head = document.createElement("p");
    head.className = "note-head";
    const link = document.createElement("a");
    link.href = `#${note.id}`;
    link.textContent = `${kind} ${number}`;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "×";
    close.setAttribute("aria-label", "Close the note");
    close.addEventListener("click", () => box.hidePopover());
    head.append(link, close);
    box.setAttribute("aria-label", `${kind} ${number}`);
    box.replaceChildren(head, body);
  };

  const place = (call) => {
    const at = call.getBoundingClientRect();
    const width = Math.min(420, window.innerWidth - 24);
    box.style.width = `${width}px`;
    const left = Math.max(12, Math.min(at.left - 24, window.innerWidth - width - 12));
    box.style.left = `${left + window.scrollX}px`;
    const below = at.bottom + 8;
    const fits = below + box.offsetHeight < window.innerHeight || at.top < box.offsetHeight + 8;
    box.style.top = `${(fits ? below : at.top - box.offsetHeight - 8) + window.scrollY}px`;
  };

  document.addEventListener("click", (event) => {
    const call = event.target.closest("a.footnote-reference");
    if (!call || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const note = document.getElementById(decodeURIComponent(call.hash.slice(1)));
    if (!note) return;
    event.preventDefault();
    const again = caller === call && box.matches(":popover-open");
    if (box.matches(":popover-open")) box.hidePopover();
    if (again) return;
    fill(call, note);
    caller = call;
    box.showPopover();
    place(call);
    box.focus({ preventScroll: true });
    call.setAttribute("aria-expanded", "true");
  });

  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") box.hidePopover();
  });

  box.addEventListener("toggle", (event) => {
    if (event.newState !== "closed" || !caller) return;
    caller.setAttribute("aria-expanded", "false");
    if (document.activeElement === document.body || box.contains(document.activeElement)) caller.focus({ preventScroll: true });
    caller = null;
  });

  // A link inside the popover that stays on this page closes it, so that the place it leads to can be seen.
  box.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link) {
      caller = null;
      box.hidePopover();
    }
  });

  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(box);
    for (const call of document.querySelectorAll("a.footnote-reference")) {
      call.setAttribute("aria-haspopup", "dialog");
      call.setAttribute("aria-expanded", "false");
    }
  });
})();
