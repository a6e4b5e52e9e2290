// Small manners of every page: errors take the focus, links can be copied, double clicks send once.
document.querySelector("[data-error-summary]")?.focus();
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copy);
    try { await navigator.clipboard.writeText(field.value); button.textContent = document.body.dataset.copied; } catch { field.select(); }
  });
}
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 5000);
  });
}
for (const link of document.querySelectorAll("a[data-slow]")) {
  link.addEventListener("click", () => {
    const note = document.getElementById(link.dataset.slow);
    if (note) { note.hidden = false; setTimeout(() => { note.hidden = true; }, 20000); }
  });
}
// What scrolls sideways can be reached by keyboard, and only then is a stop on the way.
const boxes = [...document.querySelectorAll(".scroll")];
const { wideTable, widePicture } = document.body.dataset;
const named = (box) => (box.querySelector("table") ? wideTable : widePicture).replace("#", boxes.indexOf(box) + 1);
const measure = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const scrolls = target.scrollWidth > target.clientWidth;
    const marks = { tabindex: "0", role: "region", "aria-label": named(target) };
    for (const [name, value] of Object.entries(marks)) {
      if (scrolls) target.setAttribute(name, value); else target.removeAttribute(name);
    }
  }
});
for (const box of boxes) measure.observe(box);
// A page about work under way looks again by itself, while somebody looks at it.
const lookAgain = async () => {
  const shown = document.querySelector("[data-look-again]");
  if (!shown) return;
  if (!document.hidden) {
    try {
      const answer = await fetch(location.href);
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main > div");
      if (fresh && !shown.contains(document.activeElement)) shown.replaceWith(fresh);
    } catch { /* the next time */ }
  }
  setTimeout(lookAgain, 3000);
};
setTimeout(lookAgain, 3000);
