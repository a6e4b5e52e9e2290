// What the rules say, asked again a moment after somebody stops typing. Nothing is saved by it.
const form = document.querySelector("form[data-check]");
const panel = document.querySelector("[data-advice]");
if (form && panel) {
  let waiting;
  let asked = 0;
  const ask = async () => {
    const mine = ++asked;
    try {
      const answer = await fetch(form.dataset.check, { method: "POST", body: new FormData(form) });
      if (answer.ok && mine === asked) {
        // A page of ours, read as a document of its own: a parser runs nothing.
        const read = new DOMParser().parseFromString(await answer.text(), "text/html");
        panel.replaceChildren(...read.body.childNodes);
      }
    } catch { /* the panel stays as it was; saving says what is wrong */ }
  };
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 600); });
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
