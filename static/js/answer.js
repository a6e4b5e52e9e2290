// Saves each answer as it is given and says truly whether it was; digits answer the focused row.
const PATIENCE = 15000, LONGEST_PAUSE = 15000, TYPING = 600;

const form = document.querySelector("form[data-autosave]");
if (form) {
  const status = document.querySelector("[data-saved]"), words = status.dataset;
  const started = performance.now();
  const before = Number(form.elements.seconds.value) || 0;
  let waiting = null, inFlight = false, trouble = false, refused = false, leaving = false, away = false;
  let retry = null, typing = null, pause = 500, turning = null;

  const spent = () => Math.round((before + (performance.now() - started) / 1000) * 10) / 10;
  const refusal = form.querySelector("[data-refusal]"), kept = form.querySelector("[data-kept]");
  const out = form.querySelector("[data-out]");
  const say = (state, text) => { status.dataset.state = state; if (status.textContent !== text) status.textContent = text; };
  const clock = () => new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const saveId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");

  const read = () => {
    const data = {};
    for (const [name, value] of new FormData(form)) if (name.startsWith("answer")) data[name] = value;
    return data;
  };

  const post = async (body) => {
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const response = await fetch(form.dataset.autosave, {
        method: "POST", keepalive: true, signal: stop.signal,
        headers: { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrf_token.value },
        body: JSON.stringify(body),
      });
      const reply = await response.json();
      if (response.ok) return ["saved", reply];
      if (response.status === 400 && reply.csrf_token) {
        form.elements.csrf_token.value = reply.csrf_token;
        return ["retry", reply];
      }
      if (response.status === 401 && reply.code === "signed-out") return ["away", reply];
      return [response.status < 500 && response.status !== 429 ? "refused" : "retry", reply];
    } catch { return ["retry", {}]; } // offline, hung or cut off: kept in this page and sent again
    finally { clearTimeout(limit); }
  };

  // One save at a time; what is given meanwhile waits and goes with the revision that comes back.
  const send = async () => {
    if (inFlight || waiting === null) return;
    const body = waiting;
    waiting = null;
    inFlight = true;
    if (!trouble) say("saving", words.saving);
    const [outcome, reply] = await post(body);
    inFlight = false;
    away = outcome === "away";
    out.hidden = !away;
    if (away) { // only the person can mend that: asked again once they are back, and at a change
      if (waiting === null) waiting = body;
      trouble = true;
      refused = false;
      pause = 500;
      kept.hidden = refusal.hidden = true;
      clearTimeout(retry);
      say("failed", words.open);
      return;
    }
    if (outcome === "retry") {
      if (waiting === null) waiting = body;
      trouble = true;
      say("failed", words.retrying);
      kept.hidden = false; // what is safe, and that nothing needs to be done
      clearTimeout(retry);
      retry = setTimeout(send, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
      return;
    }
    trouble = false;
    kept.hidden = true;
    pause = 500;
    refused = outcome === "refused";
    refusal.hidden = !refused; // below the buttons, so that nothing moves under a finger
    if (refused) {
      say("failed", words.notSaved);
      refusal.textContent = reply.message || words.why;
    } else {
      form.elements.revision.value = reply.revision;
      if (waiting !== null) waiting.revision = reply.revision;
      else say("saved", words.at.replace("#", clock()));
    }
    if (waiting !== null) send(); else turn();
  };

  const changed = () => {
    clearTimeout(typing);
    typing = null;
    waiting = { answer: read(), seconds: spent(), revision: Number(form.elements.revision.value), save_id: saveId() };
    send();
  };

  form.addEventListener("change", changed);
  form.addEventListener("input", (event) => {
    if (!event.target.matches("input[type=text], textarea")) return;
    if (!trouble) say("open", words.open);
    clearTimeout(typing);
    typing = setTimeout(changed, TYPING);
  });
  addEventListener("online", () => { send(); if (!inFlight) turn(); });
  // Coming back from another tab, in which somebody may have signed in.
  const back = () => { if (away && !document.hidden) send(); };
  addEventListener("focus", back);
  document.addEventListener("visibilitychange", back);
  // Coming back to a page that the browser kept: its revision is old, so it is asked for anew.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  addEventListener("beforeunload", (event) => {
    if (!leaving && (waiting !== null || typing !== null || trouble || refused)) event.preventDefault();
  });

  // Turning the page waits for the save under way, so that the two never look like two windows;
  // while nothing can be saved the page stays, and turns by itself once it is.
  form.addEventListener("submit", (event) => {
    if (typing !== null) changed();
    form.elements.seconds.value = spent();
    const unsaved = inFlight || waiting !== null;
    if (refused || (!unsaved && navigator.onLine)) { leaving = true; return; }
    event.preventDefault();
    turning = event.submitter;
    if (away) send();
    if (!unsaved) say("failed", words.offline);
  });
  const turn = () => {
    if (turning === null || !turning.isConnected) return;
    const button = turning;
    turning = null;
    form.requestSubmit(button);
  };

  // Digits choose a step in the row that has the focus; never while typing a number or text.
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[0-9]$/.test(event.key)) return;
    const row = event.target.closest("[data-row]");
    if (!row || event.target.matches("input[type=text], textarea")) return;
    const choice = row.querySelector(`input[data-digit="${event.key}"]`);
    if (!choice || choice.disabled) return;
    event.preventDefault();
    choice.focus();
    if (choice.checked) return;
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
