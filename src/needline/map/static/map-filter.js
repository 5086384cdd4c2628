// The box above the matrix: rows and flows that hold every word stay; the tick keeps changes and alarms only.
customElements.define("map-filter", class extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.input = this.querySelector("[type=search]");
    this.tick = this.querySelector("[type=checkbox]");
    this.addEventListener("input", () => this.sift());
    this.addEventListener("keydown", (event) => event.key === "Escape" && this.clear());
    this.sift();
  }
  clear() {
    this.input.value = "";
    this.sift();
  }
  sift() {
    const map = this.closest(".estate-map"), words = this.input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = (part) => words.every((word) => part.dataset.words.includes(word));
    const wanted = (row) => !this.tick?.checked || "changed" in row.dataset || "alarm" in row.dataset;
    const rows = [...map.querySelectorAll(".matrix .row")], facts = map.querySelectorAll(".journeys tbody tr");
    for (const part of [...rows, ...map.querySelectorAll(".flow")]) part.hidden = !(fits(part) && (part.matches(".flow") || wanted(part)));
    for (const body of map.querySelectorAll(".matrix tbody")) body.hidden = !body.querySelector(".row:not([hidden])");
    rows.forEach((row, at) => (facts[at].hidden = row.hidden)); // both stand in one order
    const all = rows.length, left = rows.filter((row) => !row.hidden).length;
    this.querySelector("output").textContent = left === all ? "" : `${left.toLocaleString("en")} of ${all.toLocaleString("en")} journeys`;
  }
});
