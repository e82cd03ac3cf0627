// Follows the link that was drawn beside it, once for each turn: the browser then keeps the page one
// comes from as it was, so that Back leads to it.

const PATIENCE = 100; // looks, one each 50 ms
const done = new Set();

function follow(tries) {
  const link = document.querySelector(".st-key-going a");
  if (link) return link.click();
  if (tries > 0) setTimeout(() => follow(tries - 1), 50);
}

export default function ({ data }) {
  if (done.has(data.turn)) return;
  done.add(data.turn);
  follow(PATIENCE);
}
