// A form that is sent without leaving the page. Where that does not work, the browser sends it as ever.
customElements.define("quick-form", class extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => this.send(event));
    this.form.querySelector("textarea")?.addEventListener("keydown", (event) => this.key(event));
  }
  key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.form.requestSubmit();
  }
  async send(event) {
    event.preventDefault();
    if (this.busy) return;
    this.setBusy(true);
    const body = new URLSearchParams(new FormData(this.form));
    const answer = await fetch(this.form.action, { method: "POST", body, headers: { "X-Part": "1" } }).catch(() => null);
    this.setBusy(false);
    if (!answer?.ok) return this.form.submit();
    if (answer.status === 200) this.put(await answer.text());
    else this.form.reset();
    for (const part of document.querySelectorAll("live-part")) part.dispatchEvent(new Event("refresh"));
    this.form.querySelector("textarea")?.focus();
  }
  put(text) {
    const fresh = new DOMParser().parseFromString(text, "text/html").body.firstElementChild;
    this.querySelector(`#${CSS.escape(fresh.id)}`)?.replaceWith(fresh);
  }
  setBusy(busy) {
    this.busy = busy;
    this.toggleAttribute("busy", busy);
    this.form.querySelector("button").disabled = busy;
  }
});
