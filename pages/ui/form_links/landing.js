// Takes the person to a place on the page that is being drawn: the first box of a question, or a
// heading. Waits for it to appear.

const done = new Map();
const CAN_FOCUS = "input, textarea, button, a[href], [tabindex]";

function reachable(place) {
  const found = place.matches(CAN_FOCUS) ? place : place.querySelector(CAN_FOCUS);
  if (found) return found;
  for (const inner of place.querySelectorAll("*")) {
    const within = inner.shadowRoot?.querySelector(CAN_FOCUS);
    if (within) return within;
  }
  return null;
}

function land(selector, tries) {
  const place = document.querySelector(selector);
  const inside = place && reachable(place);
  if (!inside && tries > 0) return setTimeout(() => land(selector, tries - 1), 60);
  if (!place) return;
  place.scrollIntoView({ block: "start" });
  if (!inside) {
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
  } else inside.focus({ preventScroll: true });
}

export default function ({ data }) {
  if (done.get(data.form) === data.turn) return;
  done.set(data.form, data.turn);
  if (data.selector) land(data.selector, data.tries);
}
