// On a page of citations: a button that copies each form; the day of the visit; and, where the site does not know its own address, the address it is read at.
(() => {
  "use strict";
  const today = new Date();
  const day = `${String(today.getDate()).padStart(2, "0")}.${String(today.getMonth() + 1).padStart(2, "0")}.${today.getFullYear()}`;
  const root = new URL("..", location.href).href;
  const address = document.querySelector("a.site-address");
  const relative = address && !/^https?:/.test(address.textContent) && location.protocol !== "file:" ? address.textContent : "";
  const complete = (text) => {
    const dated = text.replaceAll("ДД.ММ.ГГГГ", day);
    return relative ? dated.replaceAll(relative, root + relative) : dated;
  };
  for (const block of document.querySelectorAll("pre.citation")) {
    block.textContent = complete(block.textContent);
    if (!navigator.clipboard) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.setAttribute("aria-label", `Copy: ${block.getAttribute("aria-label")}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.textContent);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
    block.before(button);
  }
  for (const link of document.querySelectorAll("a[download]")) {
    const [head, data] = link.href.split(/,(.*)/s);
    link.href = `${head},${encodeURIComponent(complete(decodeURIComponent(data)))}`;
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && window.parent !== window) window.parent.postMessage("close the citations", "*");
  });
  if (relative) {
    address.textContent = root + relative;
    for (const block of document.querySelectorAll("p.site-note")) block.hidden = true;
  }
})();
