// The tree: only the rows in view exist in the document, so that 20,000 are as fluent as 20.

const rowHeight = 28;

class Tree {
  constructor(box, onSelect) {
    this.box = box;
    this.space = byId("rows");
    this.onSelect = onSelect;
    this.model = null;
    this.filter = new Filter();
    this.opened = new Map();   // what the reader folded or unfolded
    this.rows = [];
    this.nodes = new Map();
    this.selected = null;
    box.addEventListener("scroll", () => this.draw());
    box.addEventListener("keydown", (key) => this.onKey(key));
    box.addEventListener("click", (click) => this.onClick(click));
    new ResizeObserver(() => this.draw()).observe(box);
  }

  show(model) {
    this.model = model;
    this.opened = new Map();
    this.selected = null;
    this.box.scrollTop = 0;
    this.update();
  }

  /// Brings the rows up to date; what the reader looks at stays where it is.
  update() {
    const first = this.rows[Math.floor(this.box.scrollTop / rowHeight)];
    const offset = this.box.scrollTop % rowHeight;
    this.rows = treeRows(this.model, this.filter, this.opened);
    this.places = new Map(this.rows.map((row, index) => [row.element.runId, index]));
    this.space.style.height = this.rows.length * rowHeight + "px";
    const place = first ? this.places.get(first.element.runId) : undefined;
    if (place !== undefined && this.box.scrollTop > 0) this.box.scrollTop = place * rowHeight + offset;
    this.draw();
  }

  draw() {
    if (!this.model) return;
    const first = Math.max(0, Math.floor(this.box.scrollTop / rowHeight) - 5);
    const last = Math.min(this.rows.length, first + Math.ceil(this.box.clientHeight / rowHeight) + 10);
    const wanted = new Set(this.rows.slice(first, last).map((row) => row.element.runId));
    for (const [runId, node] of this.nodes) {
      if (!wanted.has(runId)) { node.remove(); this.nodes.delete(runId); }
    }
    let next = this.space.firstChild;
    for (let index = first; index < last; ++index) {
      const node = this.drawRow(this.rows[index], index);
      if (node === next) next = next.nextSibling;
      else this.space.insertBefore(node, next);
    }
    const active = this.selected !== null && this.nodes.has(this.selected);
    if (active) this.box.setAttribute("aria-activedescendant", "row-" + this.selected);
    else this.box.removeAttribute("aria-activedescendant");
  }

  drawRow(row, index) {
    const runId = row.element.runId;
    let node = this.nodes.get(runId);
    if (!node) {
      node = make("div", { id: "row-" + runId, class: "row", role: "treeitem", "data-run": runId });
      this.nodes.set(runId, node);
    }
    node.dataset.index = index;
    node.style.transform = "translateY(" + index * rowHeight + "px)";
    node.setAttribute("aria-level", row.level);
    node.setAttribute("aria-posinset", row.place);
    node.setAttribute("aria-setsize", row.of);
    node.setAttribute("aria-selected", runId === this.selected);
    if (row.open === undefined) node.removeAttribute("aria-expanded");
    else node.setAttribute("aria-expanded", row.open);
    this.fill(node, row);
    return node;
  }

  /// Only when something of it changed: a row that stays keeps what is in it.
  fill(node, row) {
    const { element } = row;
    const running = this.model.isOpen(element);
    const look = [element.result, element.name, row.level, row.open, running, JSON.stringify(element.tests), this.filter.text].join("|");
    if (node.dataset.look === look) return;
    node.dataset.look = look;
    const counts = groupCounts(element.tests);
    const plain = element.kind === "suite" || element.kind === "case";
    node.style.paddingLeft = (row.level - 1) * 18 + 6 + "px";
    node.className = "row " + element.kind;
    node.replaceChildren(
      make("span", { class: "fold", "aria-hidden": "true" }, row.open === undefined ? "" : row.open ? "▾" : "▸"),
      icon(element.result),
      make("span", { class: "unseen" }, resultText(element.result) + " "),
      plain ? make("span", { class: "unseen" }, element.kind + " ") : make("span", { class: "kind" }, element.kind),
      make("span", { class: "name", title: element.name }, marked(element.name, this.filter.text)),
      running ? make("span", { class: "running", role: "img", "aria-label": "running" }) : "",
      element.kind === "suite" && element.tests ? make("span", { class: "counts" },
        counts.failed ? make("span", { class: "failed" }, grouped(counts.failed) + " failed") : "",
        bar(counts), make("span", {}, grouped(Object.values(counts).reduce((sum, count) => sum + count, 0)))) : "");
  }

  // Selecting and folding -----------------------------------------------------------------------

  select(runId) {
    this.selected = runId;
    this.draw();
  }

  /// Unfolds what it stands in and scrolls to it.
  reveal(runId) {
    const element = this.model.elements.get(runId);
    if (!element) return;
    for (const above of this.model.pathTo(element).slice(0, -1)) {
      const place = this.places.get(above.runId);
      if (place !== undefined && this.rows[place].open === false) { this.opened.set(above.runId, true); this.update(); }
    }
    const place = this.places.get(runId);
    if (place === undefined) return;
    const top = place * rowHeight;
    const height = this.box.clientHeight;
    if (top < this.box.scrollTop) this.box.scrollTop = top - Math.min(height / 3, 2 * rowHeight);
    else if (top + rowHeight > this.box.scrollTop + height) this.box.scrollTop = top + 3 * rowHeight - height;
    this.draw();
  }

  fold(row, open) {
    this.opened.set(row.element.runId, open);
    this.update();
  }

  onClick(click) {
    const node = click.target.closest(".row");
    if (!node) return;
    const row = this.rows[node.dataset.index];
    if (click.target.closest(".fold") && row.open !== undefined) this.fold(row, !row.open);
    else this.onSelect(row.element.runId, true);
  }

  onKey(key) {
    if (key.altKey || key.ctrlKey || key.metaKey || !this.rows.length) return;
    const place = this.places.get(this.selected);
    const at = place === undefined ? -1 : place;
    const page = Math.max(1, Math.floor(this.box.clientHeight / rowHeight) - 1);
    const row = this.rows[at];
    const move = (to) => this.onSelect(this.rows[Math.min(Math.max(to, 0), this.rows.length - 1)].element.runId, false);
    const acts = {
      ArrowDown: () => move(at + 1), ArrowUp: () => move(at - 1),
      Home: () => move(0), End: () => move(this.rows.length - 1),
      PageDown: () => move(at + page), PageUp: () => move(at - page),
      ArrowRight: () => { if (row && row.open === false) this.fold(row, true); else if (row && row.open) move(at + 1); },
      ArrowLeft: () => {
        if (row && row.open) this.fold(row, false);
        else if (row && row.element.parent) move(this.places.get(row.element.parent));
      },
      Enter: () => { if (row) { this.onSelect(row.element.runId, true); byId("detail").focus(); } },
      " ": () => { if (row && row.open !== undefined) this.fold(row, !row.open); },
    };
    if (!acts[key.key]) return;
    key.preventDefault();
    acts[key.key]();
  }
}
