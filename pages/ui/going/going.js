// Follows the link that was drawn beside it, once for each turn: the browser then keeps the page one
// comes from as it was, so that Back leads to it. `instead`: the address one is on was not the right
// one, so that Back leads to the page before it.

const PATIENCE = 100; // looks, one each 50 ms
const done = new Set();

function follow(instead, tries) {
  const link = document.querySelector(".st-key-going a");
  if (!link) return tries > 0 && setTimeout(() => follow(instead, tries - 1), 50);
  if (instead) window.history.replaceState({}, "", link.href);
  link.click();
}

export default function ({ data }) {
  if (done.has(data.turn)) return;
  done.add(data.turn);
  follow(data.instead, PATIENCE);
}
