// What box.js stands on, in one module with it: how texts are told apart and measured, and kept
// while the server will not have them.

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
