// A part of a page that fetches itself anew: what has an id is replaced when it changed, a log only grows.
const IDLE = 10 * 60 * 1000; // ms without a key or a click: then it rests, so that an idle session can end
let active = Date.now();
for (const sign of ["keydown", "pointerdown"]) addEventListener(sign, () => (active = Date.now()), { passive: true });

customElements.define("live-part", class extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(() => this.beat(), Number(this.getAttribute("every")));
    this.addEventListener("refresh", () => this.refresh());
    this.querySelectorAll("[role=log]").forEach(atEnd);
  }
  disconnectedCallback() {
    clearInterval(this.timer);
  }
  beat() {
    if (!document.hidden && Date.now() - active < IDLE) this.refresh();
  }
  async refresh() {
    const answer = await fetch(this.getAttribute("src"), { headers: { "X-Part": "1" } }).catch(() => null);
    if (answer && answer.status >= 400 && answer.status < 500) clearInterval(this.timer); // no longer ours
    if (!answer?.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of fresh.querySelectorAll("body > [id]")) this.merge(part);
  }
  merge(part) {
    const mine = document.getElementById(part.id);
    if (!mine || mine.outerHTML === part.outerHTML) return;
    if (mine.localName !== "ol") return mine.replaceWith(part);
    const news = [...part.children].filter((one) => !document.getElementById(one.id));
    mine.append(...news);
    if (news.length) atEnd(mine);
  }
});

function atEnd(log) {
  if (log.localName === "ol" && log.id === "turns") log.scrollTop = log.scrollHeight;
}
