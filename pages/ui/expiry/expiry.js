// How long the session has left is asked of the server: other tabs use the same session.
// The addresses are relative, as screens lie at the app's root.

const CALM_SECONDS = 60;
const NEAR_SECONDS = 10;

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".expiry");
  const words = root.querySelector("p");
  const stay = root.querySelector(".stay");
  const again = root.querySelector(".again");
  let left = null;
  let asking = false;

  const since = () => (performance.now() - left.at) / 1000;

  async function ask(method) {
    if (asking) return;
    asking = true;
    try {
      const path = method === "POST" ? "session/stay" : "session/left";
      const headers = method === "POST" ? { "X-Quality-Assurance": "1" } : {};
      const answer = await fetch(path, { method, headers, cache: "no-store" });
      if (answer.ok) left = { ...(await answer.json()), at: performance.now() };
    } catch {
      // The server is away, which the platform says on screen itself; asked again shortly.
    } finally {
      asking = false;
    }
    show();
  }

  function show() {
    if (!left) return;
    if (left.who !== null && left.who !== data.who) {
      window.location.reload(); // somebody else has signed in in this browser
      return;
    }
    const seconds = Math.min(left.idle, left.total) - since();
    root.hidden = seconds > data.warn;
    if (root.hidden) return;
    const over = seconds <= 0;
    const lasting = left.total <= left.idle;
    stay.hidden = over || lasting;
    again.hidden = !over;
    const sentence = over ? ended() : warning(seconds, lasting);
    if (words.textContent !== sentence) words.textContent = sentence;
  }

  function ended() {
    return "You are signed out. Everything that was saved is safe.";
  }

  function warning(seconds, lasting) {
    const at = new Date(Date.now() + seconds * 1000);
    const time = at.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
    return lasting
      ? `You will be signed out at ${time}, as you signed in a long time ago. What you type until then is saved.`
      : `You will be signed out at ${time}, as nothing has been done here for a while.`;
  }

  function tick() {
    const near = left && Math.min(left.idle, left.total) - since() <= data.warn;
    if (!left || since() >= (near ? NEAR_SECONDS : CALM_SECONDS)) ask("GET");
    else if (near) show();
  }

  const woken = () => document.visibilityState === "visible" && ask("GET");
  stay.onclick = () => ask("POST");
  again.onclick = () => window.location.reload();
  document.addEventListener("visibilitychange", woken);
  const timer = setInterval(tick, 1000);
  tick();
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", woken);
  };
}
