// A text box that saves as it is typed in, and never throws away what was not acknowledged.
const PAUSE = 400; // ms without a keystroke before a save
const LONGEST = 1200; // ms of typing without a pause before a save
const AGAIN = 4000; // ms without an answer from the server before the next try
const QUIET = 700; // ms before "Saving…" is worth saying
const REMEMBERED = 30;

const APART = 50; // ms between a draft and a press on a button

const boxes = new WeakMap();
const open = new Set();
let lastSent = -Infinity;

const isDirty = (box) => box.edited;
const atRisk = (box) => isDirty(box) && Boolean(box.problem || box.offline || tooLong(box));

function schedule(box, wait) {
  clearTimeout(box.timer);
  box.timer = setTimeout(() => send(box), wait);
}

function typed(box) {
  const now = Date.now();
  box.edited = true;
  box.dirtySince ??= now;
  box.problem = "";
  schedule(box, Math.max(0, Math.min(PAUSE, box.dirtySince + LONGEST - now)));
  grow(box);
  show(box);
}

function send(box) {
  clearTimeout(box.timer);
  if (!isDirty(box)) return show(box);
  if (tooLong(box)) return tellTooLong(box);
  const text = box.area.value;
  const tag = mark(text);
  const seen = box.seen.slice(-REMEMBERED);
  box.seen = [...box.seen.filter((one) => one !== tag), tag].slice(-REMEMBERED);
  box.dirtySince = null;
  box.offline = box.waitingFor === tag;
  box.waitingFor = tag;
  if (box.offline) show(box);
  give(box, { text, tag, seen });
  schedule(box, AGAIN);
}

function give(box, draft) {
  box.sent = Math.max(box.sent + 1, Date.now());
  lastSent = performance.now();
  box.setStateValue("draft", { ...draft, sent: box.sent });
}

// Once for each edit, without the text: so that the server knows that not all here is stored.
function tellTooLong(box) {
  if (box.dirtySince !== null) give(box, { text: "", tag: "", seen: [], over: true });
  box.dirtySince = null;
  show(box);
}

function flush(box) {
  if (isDirty(box) && box.dirtySince !== null) send(box);
}

function settle(box, text, also) {
  box.edited = false;
  box.seen = [...new Set([mark(also ?? text), mark(text)])];
  box.problem = "";
  box.dirtySince = null;
  clearTimeout(box.timer);
  forget(box.id);
}

function replace(box, text) {
  if (box.area.value !== text) box.area.value = text;
  settle(box, text);
  grow(box);
}

// Stored: the server has dealt with every draft, and what it has is what stands in the box.
function isStored(box, saved) {
  const mine = box.area.value;
  if (box.data.acked < box.sent) return false;
  return mine === saved || box.data.ack === mark(mine);
}

function receive(box, data) {
  const first = box.data === null;
  const before = box.data;
  box.data = data;
  box.offline = false;
  box.waitingFor = "";
  describe(box);
  const saved = plain(data.saved);
  const mine = box.area.value;
  if (first) {
    const left = remembered(box.id);
    replace(box, saved);
    if (left) restore(box, left);
  } else if (data.reset !== before.reset) replace(box, saved);
  else if (isDirty(box) && isStored(box, saved)) settle(box, mine, saved);
  else if (!isDirty(box) && saved !== box.stored && data.ack !== mark(mine)) replace(box, saved);
  box.stored = saved;
  if (isDirty(box)) refused(box);
  show(box);
}

function restore(box, { text, seen }) {
  if (text === box.area.value) return;
  box.area.value = text;
  box.seen = seen;
  typed(box);
}

// A refusal that trying again cannot change stops the retries; typing starts them afresh.
function refused(box) {
  const { problem, problemFor, final } = box.data;
  if (!problem || problemFor !== mark(box.area.value)) return;
  box.problem = problem;
  if (final) clearTimeout(box.timer);
}

function describe(box) {
  const { data, part } = box;
  part("label").textContent = data.label;
  part("label").className = data.hideLabel ? "hidden" : "";
  part(".hint").textContent = data.hint;
  part(".hint").className = data.hideLabel ? "hint hidden" : "hint";
  part(".flag").textContent = data.flag;
  part(".error").textContent = data.error;
  box.area.rows = data.rows;
  box.area.style.setProperty("--rows", data.rows);
  box.area.classList.toggle("line", data.line);
  box.area.readOnly = data.readOnly;
  box.area.setAttribute("aria-required", data.flag ? "true" : "false");
  box.area.setAttribute("aria-describedby", "hint flag error warnings");
  part(".warnings").replaceChildren(
    ...data.warnings.map((words) => {
      const item = document.createElement("li");
      item.textContent = words;
      return item;
    })
  );
  const paper = getComputedStyle(box.host).getPropertyValue("--st-background-color");
  part(".box").classList.toggle("dark", isDark(paper));
}

function words(box) {
  const { data } = box;
  if (!isDirty(box)) {
    if (data.at && data.isKept) return `Kept ${data.at}, not sent yet`;
    return data.at ? `Saved ${data.at}` : "";
  }
  const long = tooLong(box);
  if (long) return `Not saved: ${long}`;
  if (box.problem) {
    const next = data.final ? "" : " Trying again.";
    return `Not saved: ${box.problem} Your text is still here.${next}`;
  }
  if (box.offline) {
    return "Not saved yet: the server does not answer. Your text is still here. Trying again.";
  }
  return "Saving…";
}

function show(box) {
  clearTimeout(box.quiet);
  const say = () => {
    const status = box.part(".status");
    const text = words(box);
    if (status.textContent !== text) status.textContent = text;
    const bad = atRisk(box);
    if (bad) remember(box.id, box.area.value, box.seen);
    box.part(".box").classList.toggle("bad", bad || Boolean(box.data.error));
    const invalid = bad || Boolean(box.data.error);
    box.area.setAttribute("aria-invalid", invalid ? "true" : "false");
  };
  if (words(box) === "Saving…") box.quiet = setTimeout(say, QUIET);
  else say();
}

function mount(parent, id) {
  const part = (selector) => parent.querySelector(selector);
  const box = {
    id, part, host: parent.host ?? parent, area: part("textarea"), data: null, edited: false,
    stored: "", seen: [], sent: 0, problem: "", offline: false, waitingFor: "", dirtySince: null, timer: 0, quiet: 0,
  };
  box.listeners = new AbortController();
  const { signal } = box.listeners;
  box.area.addEventListener("input", () => typed(box), { signal });
  box.area.addEventListener("blur", () => flush(box), { signal });
  box.area.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" && box.data.line) event.preventDefault();
    },
    { signal }
  );
  open.add(box);
  boxes.set(parent, box);
  return box;
}

function unmount(parent, box) {
  clearTimeout(box.timer);
  clearTimeout(box.quiet);
  box.listeners.abort();
  if (isDirty(box)) remember(box.id, box.area.value, box.seen);
  open.delete(box);
  boxes.delete(parent);
}

const flushAll = () => open.forEach(flush);

// Streamlit sends what changes in one turn as one message, and reruns only the fragment of the
// first: a button outside it would seem dead. So the draft goes first and the press follows.
function pressAfterDrafts(event) {
  const button = event.composedPath()[0].closest?.("button, a[href]");
  const another = event.ctrlKey || event.metaKey || event.shiftKey; // window or tab
  if (!event.isTrusted || !button || another) return;
  flushAll();
  if (performance.now() - lastSent > APART) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  setTimeout(() => button.click(), APART);
}

window.addEventListener("click", pressAfterDrafts, true);
document.addEventListener("visibilitychange", flushAll);
window.addEventListener("pagehide", flushAll);
window.addEventListener("beforeunload", (event) => {
  flushAll();
  for (const box of open) if (isDirty(box)) remember(box.id, box.area.value, box.seen);
  if ([...open].some(atRisk)) event.preventDefault();
});

export default function ({ data, parentElement, setStateValue }) {
  let box = boxes.get(parentElement);
  if (box && box.id !== data.id) {
    unmount(parentElement, box);
    box = undefined;
  }
  box ??= mount(parentElement, data.id);
  box.setStateValue = setStateValue;
  receive(box, data);
  return () => unmount(parentElement, box);
}
