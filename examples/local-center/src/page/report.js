// The view of one report: its head, its filters, and what its details show while nothing is chosen.

const isHidden = (label) => label.key.startsWith(".");
const isReference = (label) => label.key === ".reference.url" || label.key.startsWith(".git.");

/// Where a commit or a branch can be looked at, if a label tells the repository's address.
function gitLink(label, labels) {
  const repository = labels.find((other) => /^\.git\.(url|repository|remote)$/.test(other.key));
  const ways = { ".git.revision": "/commit/", ".git.branch": "/tree/" };
  if (!repository || !ways[label.key] || !linkIn(repository.value)) return null;
  const link = linkIn(repository.value);
  const address = link.getAttribute("href").replace(/(\.git)?\/?$/, "") + ways[label.key] + encodeURIComponent(label.value);
  return make("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, label.value);
}

function labelNode(label, labels) {
  const link = isReference(label) ? linkIn(label.value) || gitLink(label, labels) : null;
  return make("span", { class: "label" }, make("span", { class: "key" }, label.key), link || label.value);
}

function labelNodes(labels) {
  const shown = labels.filter((label) => !isHidden(label) || isReference(label));
  const hidden = labels.filter((label) => isHidden(label) && !isReference(label));
  const nodes = shown.map((label) => labelNode(label, labels));
  if (hidden.length) {
    nodes.push(make("details", { class: "hidden-labels" },
      make("summary", {}, hidden.length + " hidden " + (hidden.length === 1 ? "label" : "labels")),
      hidden.map((label) => labelNode(label, labels))));
  }
  return nodes;
}

function stateText(head) {
  const quietMs = quietFor(head);
  if (!isRunning(head)) return "ended " + spanText(quietMs) + " ago";
  return quietMs > 15000 ? "running, quiet for " + spanText(quietMs) : "running";
}

function stateNode(head) {
  const why = isRunning(head)
    ? "A program that writes into this report is connected."
    : "No program that wrote into this report is connected any more. The upload API has no call that ends a run.";
  return make("span", { class: isRunning(head) ? "state running-text" : "state", title: why }, stateText(head));
}

class ReportHead {
  constructor(box) { this.box = box; this.shownLabels = null; }

  draw(head) {
    if (this.shownLabels !== head.id) {
      this.shownLabels = head.id;
      this.line = make("div", { class: "line" });
      this.box.replaceChildren(this.line, make("div", { class: "labels" }, labelNodes(head.labels)));
    }
    const counts = groupCounts(head.tests);
    this.line.replaceChildren(
      make("h1", {}, icon(head.result), head.batch, quiet("  report " + head.id)),
      stateNode(head), bar(counts), make("span", { class: "totals" }, countsText(counts)),
      quiet("since " + new Date(head.time).toLocaleString()));
  }
}

/// The buttons that choose which results are shown.
class Filters {
  constructor(box, onChoose) {
    this.buttons = {};
    for (const group of ["all", ...Object.keys(groups)]) {
      this.buttons[group] = button("", () => onChoose(group), { class: "filter " + group, "data-show": group });
      box.append(this.buttons[group]);
    }
  }

  draw(head, chosen) {
    const counts = groupCounts(head.tests);
    const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
    for (const [group, node] of Object.entries(this.buttons)) {
      const text = (group === "all" ? "all" : groups[group].name) + " " + grouped(group === "all" ? all : counts[group]);
      if (node.textContent !== text) node.textContent = text;
      node.setAttribute("aria-pressed", group === chosen);
      node.hidden = group === "none" && counts.none === 0 && chosen !== "none";
    }
  }
}

/// What failed in the whole report, a page at a time: shown while no element is chosen.
class FailureList {
  constructor(box, model, linkTo) {
    this.box = box;
    this.model = model;
    this.linkTo = linkTo;
    this.last = 0;
    this.more = true;
    this.list = make("ol", { class: "failure-list" });
    this.later = button("Show more failures", () => this.next(), { class: "more", hidden: true });
    this.title = make("h2", { id: "detail-title" }, "Failures");
    box.replaceChildren(make("article", { "aria-labelledby": "detail-title" }, this.title, this.list, this.later));
    this.next = oneAtATime(() => this.fetchNext());
  }

  start() { return this.next(); }

  async fetchNext() {
    const answer = await fetchJson("/api/reports/" + this.model.id + "/failures?limit=" + pageOfEvents + "&after=" + this.last);
    this.more = answer.more;
    this.later.hidden = !answer.more;
    for (const event of answer.events) {
      this.last = event.sequence;
      this.list.append(this.entry(event));
    }
    const counts = groupCounts(this.model.head.tests);
    this.title.textContent = this.list.children.length ? "Failures" :
      counts.passed ? "Nothing failed" : "No failures yet";
  }

  entry(event) {
    const element = this.model.elements.get(event.runId);
    const path = element ? this.model.pathTo(element).map((each) => each.name).join(" › ") : "run " + event.runId;
    return make("li", {}, make("a", { class: "failure", href: this.linkTo({ runId: event.runId }, event) },
      icon(event.type), make("span", { class: "unseen" }, event.type + " "),
      make("span", { class: "failure-path" }, path),
      make("span", { class: "failure-message" }, event.message || "(no message)"),
      event.location ? make("code", { class: "place" }, placeText(event.location)) : ""));
  }

  update() { if (this.next.running || this.next.failed || !this.more) this.next(); }
}
