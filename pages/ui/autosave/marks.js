// What box.js stands on, in one module with it: how texts are told apart and measured, kept
// while the server will not have them, and given the room they need.

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

// The same mark as zlib.crc32 of the UTF-8 text, with its length in bytes.
function mark(text) {
  const bytes = new TextEncoder().encode(text);
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ table[(sum ^ byte) & 255];
  return `${bytes.length}.${((sum ^ 0xffffffff) >>> 0).toString(16)}`;
}

const plain = (text) => (text ?? "").replace(/\r\n?/g, "\n");
const length = (text) => (text.length > 50000 ? Array.from(text).length : text.length);

function tooLong(box) {
  const over = length(box.area.value) - box.data.limit;
  if (over <= 0) return "";
  const number = `${over.toLocaleString("en-GB")} ${over === 1 ? "character" : "characters"}`;
  const limit = box.data.limit.toLocaleString("en-GB");
  return `this text is ${number} over the limit of ${limit}. Shorten it or move part of it. Your text is still here.`;
}

// Text that the server refused or never got, until it is stored: in this tab alone, gone with it,
// under the box and the person. It outlives a refresh and signing in again.
const KEPT = "unsaved text ";

function remember(id, text, seen) {
  sessionStorage.setItem(KEPT + id, JSON.stringify({ text, seen }));
}

function remembered(id) {
  return JSON.parse(sessionStorage.getItem(KEPT + id) ?? "null");
}

function forget(id) {
  sessionStorage.removeItem(KEPT + id);
}

function isDark(colour) {
  const hex = /^#([0-9a-f]{6})/i.exec(colour.trim());
  if (!hex) return false;
  const [r, g, b] = [0, 2, 4].map((at) => parseInt(hex[1].slice(at, at + 2), 16));
  return 0.3 * r + 0.6 * g + 0.1 * b < 110;
}

function grow(box) {
  if (CSS.supports("field-sizing", "content")) return;
  box.area.style.height = "auto";
  box.area.style.height = `${box.area.scrollHeight + 4}px`;
}
