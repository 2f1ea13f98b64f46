// Which elements the tree shows, and in which rows.

class Filter {
  constructor() {
    this.show = "all";
    this.text = "";
    this.typed = "";
    this.hits = new Set();   // elements whose own events have the text
    this.cut = false;
    this.last = 0;
    this.behind = false;     // the center has not been asked in full
  }

  get active() { return this.show !== "all" || this.text !== ""; }

  /// Looks for the text in messages, which the page does not have.
  async search(report, text) {
    Object.assign(this, { typed: text, text: text.toLowerCase(), hits: new Set(), cut: false, last: 0 });
    await this.searchFurther(report);
  }

  /// Looks in what came since.
  async searchFurther(report) {
    const { typed } = this;
    this.behind = typed !== "";
    if (!typed) return;
    const answer = await fetchJson("/api/reports/" + report + "/search?text=" + encodeURIComponent(typed) + "&after=" + this.last);
    if (this.typed !== typed) return;
    this.behind = false;
    for (const hit of answer.hits) this.hits.add(hit.runId);
    this.cut = this.cut || answer.more;
    this.last = Math.max(this.last, answer.last);
  }

  /// Whether events of the element, or of what is in it, have the text.
  hasHit(model, element) {
    return this.hits.size > 0 && (this.hits.has(element.runId) || model.childrenOf(element).some((child) => this.hasHit(model, child)));
  }

  matchesText(element) {
    return element.name.toLowerCase().includes(this.text) || this.hits.has(element.runId);
  }

  /// The runs that are shown, each with whether something inside of it has the text. Results are
  /// judged at what stands in a suite, and at suites by their own events; what is below comes
  /// along. Texts are looked for everywhere; what is inside of a hit comes along.
  visible(model) {
    const shown = new Map();
    const results = this.show === "all" ? null : groups[this.show].results;
    const fits = (element, level) => {
      if (!results || level > 1) return true;
      return level === 1 ? results.includes(element.result) : element.own !== "NONE" && results.includes(element.own);
    };
    const judge = (element, level, inside) => {
      const fit = fits(element, level);
      const hit = this.text !== "" && this.matchesText(element);
      let below = false, hitBelow = false;
      if (fit || level === 0) {
        for (const child of model.childrenOf(element)) {
          const judged = judge(child, level + 1, inside || (hit && fit));
          below = below || judged.shown;
          hitBelow = hitBelow || judged.hit;
        }
      }
      const itself = fit && (this.text === "" || hit || inside);
      if (itself || below) shown.set(element.runId, hitBelow);
      return { shown: itself || below, hit: (fit && hit) || hitBelow };
    };
    for (const root of model.childrenOf(null)) judge(root, 0, false);
    return shown;
  }
}

/// The rows of the tree from top to bottom: {element, level, place, of, open}; `open` is undefined for what
/// has nothing in it.
function treeRows(model, filter, opened) {
  const shown = filter.active ? filter.visible(model) : null;
  const rows = [];
  const add = (siblings, level) => {
    const kept = shown ? siblings.filter((element) => shown.has(element.runId)) : siblings;
    kept.forEach((element, index) => {
      const inside = model.childrenOf(element);
      const row = { element, level, place: index + 1, of: kept.length };
      rows.push(row);
      if (!inside.length || (shown && !inside.some((child) => shown.has(child.runId)))) return;
      const byItself = element.kind === "suite" || (shown !== null && shown.get(element.runId));
      row.open = opened.has(element.runId) ? opened.get(element.runId) : byItself;
      if (row.open) add(inside, level + 1);
    });
  };
  add(model.childrenOf(null), 1);
  return rows;
}
