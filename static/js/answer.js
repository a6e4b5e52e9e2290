// Saves each answer as it is given and says truly whether it was; digits answer the focused row.
const form = document.querySelector("form[data-autosave]");
if (form) {
  const status = document.querySelector("[data-saved]");
  const started = performance.now();
  const before = Number(form.elements.seconds.value) || 0;
  let waiting = null, timer = null, pause = 500, inFlight = false;

  const spent = () => Math.round((before + (performance.now() - started) / 1000) * 10) / 10;
  const say = (state, text) => { status.dataset.state = state; status.textContent = text; };
  const clock = () => new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const saveId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");

  const read = () => {
    const data = {};
    for (const [name, value] of new FormData(form)) if (name.startsWith("answer")) data[name] = value;
    return data;
  };

  const send = async () => {
    if (inFlight || waiting === null) return;
    inFlight = true;
    const body = waiting;
    waiting = null;
    say("saving", "Saving");
    let outcome = "retry", reply = {};
    try {
      const response = await fetch(form.dataset.autosave, {
        method: "POST", keepalive: true,
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrf_token.value },
        body: JSON.stringify(body),
      });
      reply = await response.json().catch(() => ({}));
      if (response.ok) outcome = "saved";
      else if (response.status === 400 && reply.csrf_token) { form.elements.csrf_token.value = reply.csrf_token; }
      else if (response.status < 500 && response.status !== 429) outcome = "refused";
    } catch { /* offline: kept in this page and sent again */ }
    inFlight = false;
    if (outcome === "saved") {
      pause = 500;
      form.elements.revision.value = reply.revision;
      if (waiting === null) say("saved", `Saved ${clock()}`); else waiting.revision = reply.revision;
      send();
    } else if (outcome === "refused") {
      say("failed", reply.message || "Not saved. Choose Continue to see why.");
    } else {
      if (waiting === null) waiting = body;
      say("failed", "Not saved, retrying");
      clearTimeout(timer);
      timer = setTimeout(send, pause);
      pause = Math.min(pause * 2, 15000);
    }
  };

  const changed = () => {
    waiting = { answer: read(), seconds: spent(), revision: Number(form.elements.revision.value), save_id: saveId() };
    send();
  };

  form.addEventListener("change", changed);
  addEventListener("online", send);
  addEventListener("beforeunload", (event) => { if (waiting !== null && !form.dataset.leaving) event.preventDefault(); });

  // The form carries the newest answer itself; it only waits for a save that is under way, so that
  // the two never look like two windows.
  form.addEventListener("submit", async (event) => {
    waiting = null;
    form.elements.seconds.value = spent();
    form.dataset.leaving = "1";
    if (!inFlight) return;
    event.preventDefault();
    const button = event.submitter;
    for (let turn = 0; inFlight && turn < 40; turn += 1) await new Promise((done) => { setTimeout(done, 50); });
    inFlight = false;
    form.requestSubmit(button);
  });

  // Digits choose a step in the row that has the focus; never while typing a number or text.
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[0-9]$/.test(event.key)) return;
    const row = event.target.closest("[data-row]");
    if (!row || event.target.matches("input[type=text], textarea")) return;
    const choice = row.querySelector(`input[data-digit="${event.key}"]`);
    if (!choice) return;
    event.preventDefault();
    choice.checked = true;
    choice.focus();
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
