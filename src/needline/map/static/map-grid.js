// The matrix tells the cell that one points at or walks to with the arrow keys; row and column stand out.
customElements.define("map-grid", class extends HTMLElement {
  connectedCallback() {
    this.scroller = this.querySelector(".map-scroll");
    [this.wide, this.last] = [Number(this.dataset.cell), Number(this.dataset.columns) - 1];
    this.names = [...this.querySelectorAll(".names text[data-element]")];
    this.at = [null, 0];
    this.addEventListener("pointermove", (event) => this.point(event));
    this.addEventListener("pointerleave", () => document.activeElement === this.scroller || this.mark(false));
    this.scroller.addEventListener("focus", () => this.go(this.at[0] ?? this.rows()[0], this.at[1]));
    this.scroller.addEventListener("blur", () => this.mark(false));
    this.scroller.addEventListener("keydown", (event) => event.target === this.scroller && this.walk(event));
  }
  rows() {
    return [...this.querySelectorAll(".row:not([hidden])")];
  }
  point(event) {
    const strip = event.target.closest(".row .strip");
    const column = strip ? Math.floor((event.clientX - strip.getBoundingClientRect().left) / this.wide) : -1;
    if (column >= 0 && column <= this.last) this.go(strip.closest(".row"), column);
  }
  walk(event) {
    const rows = this.rows(), [row, column] = this.at, far = this.last;
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [0, -far], End: [0, far] }[event.key] ?? [0, 0];
    if (event.key === "Enter") row?.querySelector("th a")?.click();
    if (!down && !right) return;
    event.preventDefault();
    this.go(rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(row) + down))], Math.max(0, Math.min(far, column + right)));
    this.at[0]?.scrollIntoView({ block: "nearest" });
  }
  go(row, column) {
    this.mark(false);
    this.at = [row, column];
    if (!row || !this.names[column]) return;
    const name = this.names[column], cell = row.querySelector(`[data-element="${CSS.escape(name.dataset.element)}"]`);
    const told = cell?.getAttribute("aria-label") ?? `does not need ${name.querySelector("title").textContent}`;
    this.querySelector(".say").textContent = `${row.querySelector("th").firstElementChild.textContent} ${told}`;
    const strip = row.querySelector(".strip").getBoundingClientRect(), home = this.scroller.getBoundingClientRect();
    const left = strip.left - home.left + this.scroller.scrollLeft + column * this.wide - 1, width = this.wide;
    const top = strip.top - home.top + this.scroller.scrollTop, height = this.querySelector("table").offsetHeight;
    for (const [part, place] of [[".beam", { left, width, height }], [".cursor", { left, width, top, height: strip.height }]])
      for (const [side, value] of Object.entries(place)) this.querySelector(part).style[side] = `${value}px`;
    this.mark(true);
  }
  mark(on) {
    this.at[0]?.toggleAttribute("data-at", on);
    for (const part of [".beam", ".cursor"]) this.querySelector(part).hidden = !on;
  }
});
