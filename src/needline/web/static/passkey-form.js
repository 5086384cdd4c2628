// A form whose answer a passkey gives: its challenge is fetched, the browser asks the person, the form is sent.
customElements.define("passkey-form", class extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return; // then the other form is the way
    this.hidden = false;
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => this.ask(event));
  }
  async ask(event) {
    event.preventDefault();
    if (this.busy) return;
    this.setBusy(true);
    try {
      this.form.elements.credential.value = JSON.stringify(await this.answer());
      this.form.submit();
    } catch {
      this.setBusy(false);
      this.querySelector("[role=alert]").hidden = false;
    }
  }
  async answer() {
    const body = new URLSearchParams(new FormData(this.form));
    const asked = await fetch(this.getAttribute("challenge"), { method: "POST", body });
    if (!asked.ok) throw new Error(asked.statusText);
    const options = await asked.json();
    const made = this.hasAttribute("makes")
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    return (await made).toJSON();
  }
  setBusy(busy) {
    this.busy = busy;
    this.form.querySelector("button").disabled = busy;
    this.querySelector("[role=alert]").hidden = true;
  }
});
