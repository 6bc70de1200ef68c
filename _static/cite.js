// "Cite" opens the page of citations in place, in a native popover: mouse, keyboard and touch alike. Without this script it is an ordinary link.
(() => {
  "use strict";
  if (!("popover" in HTMLElement.prototype)) return;
  const box = document.createElement("div");
  box.id = "cite-popover";
  box.popover = "auto";
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", "Cite");
  let caller = null;

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".cite a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = link.href;
    frame.title = "Cite this passage";
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "×";
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", () => box.hidePopover());
    const whole = document.createElement("a");
    whole.href = link.href;
    whole.textContent = "Open as a page";
    const head = document.createElement("p");
    head.className = "note-head";
    head.append(whole, close);
    box.replaceChildren(head, frame);
    caller = link;
    box.showPopover();
    close.focus({ preventScroll: true });
  });

  box.addEventListener("toggle", (event) => {
    if (event.newState !== "closed" || !caller) return;
    if (document.activeElement === document.body || box.contains(document.activeElement)) caller.focus({ preventScroll: true });
    caller = null;
    box.replaceChildren();
  });

  // Inside the frame the keys belong to the page of citations; it says when Escape was pressed there.
  window.addEventListener("message", (event) => {
    if (event.data === "close the citations" && box.matches(":popover-open")) box.hidePopover();
  });

  document.addEventListener("DOMContentLoaded", () => document.body.append(box));
})();
