// Takes the person to a place on the page that is being drawn: the first box of a question, or a
// heading. Waits for it to appear, but never takes them away from what they have begun meanwhile.

const LATER = [150, 400, 900]; // ms
const done = new Map();
let touched = -Infinity; // when somebody last pressed or typed

for (const kind of ["pointerdown", "keydown"]) {
  window.addEventListener(kind, () => (touched = performance.now()), true);
}
const CAN_FOCUS = "input, textarea, button, a[href], [tabindex='0']";

function reachable(place) {
  const found = place.matches(CAN_FOCUS) ? place : place.querySelector(CAN_FOCUS);
  if (found) return found;
  for (const inner of place.querySelectorAll("*")) {
    const within = inner.shadowRoot?.querySelector(CAN_FOCUS);
    if (within) return within;
  }
  return null;
}

function land({ selector, boxes }, tries, since) {
  if (touched > since) return;
  const place = document.querySelector(selector);
  const inside = place && reachable(place);
  const isThere = boxes ? inside : place;
  if (!isThere && tries > 0) {
    return setTimeout(() => land({ selector, boxes }, tries - 1, since), 60);
  }
  if (!place) return;
  place.scrollIntoView({ block: "start" });
  if (!inside) place.tabIndex = -1;
  const first = inside ?? place;
  first.focus({ preventScroll: true });
  if (inside) LATER.forEach((wait) => setTimeout(() => settle(place, first), wait));
}

// Widgets arrive one by one: when an earlier box has come since, and nobody moved on, go there.
function settle(place, was) {
  if (!place.isConnected || was.getRootNode().activeElement !== was) return;
  const first = reachable(place);
  if (first && first !== was) first.focus({ preventScroll: true });
  place.scrollIntoView({ block: "start" });
}

export default function ({ data }) {
  if (done.get(data.form) === data.turn) return;
  done.set(data.form, data.turn);
  if (data.selector) land(data, data.tries, performance.now());
}
