// The details of one element: its events and what stands in it, in the order they came, at most a
// page at a time.

const pageOfEvents = 100;
const shownBeforeTarget = 20;
const openedByThemselves = 20;
const manyPasses = 20;
const notPasses = "FATAL,ERROR,FAIL,XPASS,XFAIL,WARNING,LOG,SKIPPED,ATTACHMENT";

/// The events and children of an element, in a list of their own.
class Contents {
  constructor(view, element) {
    this.view = view;
    this.element = element;
    this.list = make("ol", { class: "contents" });
    this.later = button("Show more events", () => this.next(), { class: "more", hidden: true });
    this.earlier = button("Show earlier events", () => this.loadEarlier(), { class: "more", hidden: true });
    this.all = button("", () => this.showAll(), { class: "more all", hidden: true });
    this.node = make("div", {}, this.all, this.earlier, this.list, this.later);
    this.parts = new Map();
    this.first = null;
    this.last = 0;
    this.more = true;
    this.target = element === view.element ? view.target : null;  // the event to begin near
    this.leaves = this.target ? "" : this.whatToLeaveOut();
    this.next = oneAtATime(() => this.fetchNext());
  }

  /// The part of a query that leaves out what would bury what the reader looks for.
  whatToLeaveOut() {
    const { element, view } = this;
    if (view.filter.hits.has(element.runId)) return "&text=" + encodeURIComponent(view.filter.typed);
    return isFailure(element.own) && element.events > manyPasses ? "&types=" + notPasses : "";
  }

  query(direction) {
    return "/api/elements/" + this.element.runId + "/events?limit=" + pageOfEvents + "&" + direction + this.leaves;
  }

  async start() {
    await this.next();
    if (this.leaves) this.offerAll();
  }

  async offerAll() {
    const { events } = await fetchJson("/api/elements/" + this.element.runId);
    const count = Object.values(events).reduce((sum, each) => sum + each, 0);
    const passes = this.leaves.startsWith("&types");
    this.all.hidden = !this.leaves || (passes ? !events.PASS : count <= this.list.querySelectorAll(":scope > .event").length);
    this.all.textContent = "Show " + (passes ? grouped(events.PASS || 0) + " passed checks" : "all " + grouped(count) + " events");
  }

  async showAll() {
    this.leaves = "";
    this.all.hidden = true;
    this.list.querySelectorAll(":scope > .event").forEach((node) => node.remove());
    this.last = 0;
    this.first = null;
    this.more = true;
    this.earlier.hidden = true;
    await this.next();
  }

  async fetchNext() {
    if (this.target) await this.fetchBeforeTarget();
    const answer = await fetchJson(this.query("after=" + this.last));
    this.more = answer.more;
    this.later.hidden = !answer.more;
    this.take(answer.events);
    this.takeChildren();
  }

  async fetchBeforeTarget() {
    const before = await fetchJson("/api/elements/" + this.element.runId + "/events?limit=" + shownBeforeTarget + "&before=" + this.target);
    this.take(before.events);
    this.earlier.hidden = !before.more;
    this.last = this.target - 1;
    this.target = null;
  }

  async loadEarlier() {
    const answer = await fetchJson(this.query("before=" + this.first));
    this.earlier.hidden = !answer.more;
    const top = this.view.box.scrollHeight - this.view.box.scrollTop;
    this.take(answer.events);
    this.view.box.scrollTop = this.view.box.scrollHeight - top;
  }

  take(events) {
    for (const event of events) {
      if (this.first === null || event.sequence < this.first) this.first = event.sequence;
      this.last = Math.max(this.last, event.sequence);
      const link = this.view.linkTo(this.element, event);
      this.insert(event.sequence, eventNode(event, link, this.element.time, this.view.searched));
    }
  }

  /// Suites have thousands of children: these are in the tree.
  takeChildren() {
    if (this.element.kind === "suite") return;
    for (const child of this.view.model.childrenOf(this.element)) {
      if (this.parts.has(child.runId) || (this.more && child.sequence > this.last)) continue;
      const part = new Part(this.view, child);
      this.parts.set(child.runId, part);
      this.insert(child.sequence, part.node);
    }
  }

  insert(sequence, node) {
    node.dataset.sequence = sequence;
    let after = this.list.lastElementChild;
    while (after && Number(after.dataset.sequence) > sequence) after = after.previousElementSibling;
    if (after && Number(after.dataset.sequence) === sequence) return;
    after ? after.after(node) : this.list.prepend(node);
  }

  /// Something came: what is at the end of its events goes on; what is being fetched may lack it.
  update(changed) {
    const { running, failed } = this.next;
    if (failed || (changed.has(this.element.runId) && (running || !this.more))) this.next();
    else this.takeChildren();
    for (const part of this.parts.values()) part.update(changed);
  }
}

/// An element inside of the one that is shown: a heading that unfolds.
class Part {
  constructor(view, element) {
    this.view = view;
    this.element = element;
    this.contents = null;
    this.summary = make("summary", {});
    this.fold = make("details", {}, this.summary);
    this.node = make("li", { class: "part-of", "data-run": element.runId }, this.fold);
    this.draw();
    this.fold.addEventListener("toggle", () => this.fill());
    const wanted = isFailure(element.result) || element.events < 10 || view.filter.hasHit(view.model, element);
    this.fold.open = wanted && view.mayOpen();
  }

  draw() {
    const { element, view } = this;
    this.summary.replaceChildren(icon(element.result), make("span", { class: "unseen" }, resultText(element.result) + " "),
      make("span", { class: "kind" }, element.kind), make("span", { class: "name" }, marked(element.name, view.searched)),
      make("a", { class: "permalink", href: view.linkTo(element), "aria-label": "Show this " + element.kind + " alone", title: "Show this " + element.kind + " alone" }, "#"));
  }

  fill() {
    if (!this.fold.open || this.contents) return;
    this.contents = new Contents(this.view, this.element);
    this.fold.append(this.contents.node);
    this.contents.start();
  }

  update(changed) {
    if (changed.has(this.element.runId)) this.draw();
    if (this.contents) this.contents.update(changed);
  }
}

class ElementView {
  constructor(box, model, element, options) {
    this.box = box;
    this.model = model;
    this.element = element;
    this.target = options.event || null;
    this.filter = options.filter;
    this.searched = options.filter.text;  // as it was when the view was made
    this.linkTo = options.linkTo;
    this.opened = 0;
    this.refreshTexts = oneAtATime(() => this.showTexts());
    this.heading = make("div", { class: "heading" });
    this.texts = make("div", { class: "texts" });
    this.contents = new Contents(this, element);
    box.replaceChildren(make("article", { "aria-labelledby": "detail-title" }, this.heading, this.texts, this.contents.node));
    box.scrollTop = 0;
    this.draw();
  }

  mayOpen() { return ++this.opened <= openedByThemselves; }

  async start() {
    this.refreshTexts();
    await this.contents.start();
    const node = this.target ? byId("event-" + this.target) : null;
    if (!node) return;
    node.classList.add("target");
    node.scrollIntoView({ block: "center" });
  }

  async showTexts() {
    if (this.hasTexts) return;
    const { summary, description } = await fetchJson("/api/elements/" + this.element.runId);
    this.hasTexts = true;
    this.texts.replaceChildren(
      ...(summary ? [make("p", { class: "summary" }, summary)] : []),
      ...(description ? [make("p", { class: "description" }, description)] : []));
  }

  draw() {
    const { element, model } = this;
    const above = model.pathTo(element).slice(0, -1);
    const counts = element.kind === "suite" ? groupCounts(element.tests) : null;
    const back = button("◂ Tests", () => document.body.classList.remove("shows-detail"), { class: "back" });
    this.heading.replaceChildren(back,
      make("nav", { class: "path", "aria-label": "Inside of" }, above.map((each) => [make("a", { href: this.linkTo(each) }, each.name), " › "])),
      make("h2", { id: "detail-title" }, icon(element.result), make("span", { class: "kind" }, element.kind), " ", make("span", { class: "name" }, element.name)),
      make("div", { class: "verdict" }, make("span", { class: "badge " + groupOf(element.result) }, resultText(element.result)),
        model.isOpen(element) ? make("span", { class: "running-text" }, "running") : "",
        counts ? [bar(counts), quiet(countsText(counts))] : "",
        button("Copy link", (click) => copyLink(click.target, this.linkTo(element)), { class: "copy" })));
  }

  update(changed) {
    this.draw();
    this.refreshTexts();
    this.contents.update(changed);
  }
}

async function copyLink(node, link) {
  try {
    await navigator.clipboard.writeText(new URL(link, location.href).href);
    node.textContent = "Copied";
  } catch (error) {
    node.textContent = "Not allowed";
  }
  setTimeout(() => { node.textContent = "Copy link"; }, 1500);
}
