// All projects and batches, and the reports in them.

function groupBy(items, key) {
  const all = new Map();
  for (const item of items) {
    if (!all.has(item[key])) all.set(item[key], []);
    all.get(item[key]).push(item);
  }
  return all;
}

function sumOf(reports) {
  const sum = groupCounts({});
  for (const report of reports) {
    for (const [group, count] of Object.entries(groupCounts(report.tests))) sum[group] += count;
  }
  return sum;
}

const worst = ["FATAL", "ERROR", "FAIL", "XPASS", "PASS", "XFAIL", "SKIPPED", "NONE"];
const worstOf = (reports) => worst.find((result) => reports.some((report) => report.result === result)) || "NONE";

function tallyNodes(counts) {
  return [bar(counts), make("span", { class: "totals", "aria-hidden": "true" }, countsText(counts))];
}

function fillEntry(node, [report]) {
  const labels = report.labels.filter((label) => !isHidden(label));
  const names = labels.map((label) => make("span", { class: "label" }, make("span", { class: "key" }, label.key), label.value));
  node.replaceChildren(
    icon(report.result), make("span", { class: "unseen" }, resultText(report.result) + " "),
    make("span", { class: "report-name" }, make("strong", {}, "Report " + report.id), names),
    make("span", { class: "tally" }, tallyNodes(groupCounts(report.tests))),
    make("span", { class: "when" }, stateNode(report), quiet(new Date(report.time).toLocaleString())));
}

const fillTally = (node, reports) => node.replaceChildren(...tallyNodes(sumOf(reports)));

function emptyNode() {
  return make("div", { class: "empty" },
    make("h2", {}, "Nothing was reported yet"),
    make("p", {}, "Run a test program that is linked with testcenter-reporter like this; its results appear here while it runs."),
    make("pre", {}, "TESTCENTER_URL=" + location.origin + " ./my_tests"));
}

/// Entries stay as long as no report is new: what is replaced between the pressing and the letting go of a
/// button takes no click.
class Overview {
  constructor(box) {
    this.box = box;
    this.shape = null;
    this.parts = [];   // what is filled anew each time: {node, ids, fill}
  }

  async refresh() {
    const reports = await fetchJson("/api/reports");
    const shape = JSON.stringify(reports.map(({ id, project, batch }) => [id, project, batch]));
    if (shape !== this.shape) this.build(reports);
    this.shape = shape;
    const known = new Map(reports.map((report) => [report.id, report]));
    for (const { node, ids, fill } of this.parts) fill(node, ids.map((id) => known.get(id)));
    return reports;
  }

  part(node, reports, fill) {
    this.parts.push({ node, ids: reports.map((report) => report.id), fill });
    return node;
  }

  build(reports) {
    const focused = document.activeElement && document.activeElement.dataset.report;
    this.parts = [];
    const projects = [...groupBy(reports, "project")].map(([name, each]) => this.projectNode(name, each));
    this.box.replaceChildren(...(projects.length ? projects : [emptyNode()]));
    const entry = focused && this.box.querySelector("[data-report='" + focused + "']");
    if (entry) entry.focus();
  }

  projectNode(name, reports) {
    return make("section", { class: "project", "aria-label": "Project " + name },
      make("div", { class: "project-head" }, make("h2", {}, name), this.part(make("span", { class: "tally" }), reports, fillTally)),
      [...groupBy(reports, "batch")].map(([batch, ofBatch]) => this.batchNode(batch, ofBatch)));
  }

  batchNode(name, reports) {
    const fillHead = (node, now) => node.replaceChildren(icon(worstOf(now)), name);
    return make("section", { class: "batch", "aria-label": "Batch " + name },
      make("div", { class: "batch-head" }, this.part(make("h3"), reports, fillHead),
        reports.length > 1 ? this.part(make("span", { class: "tally" }), reports, fillTally) : ""),
      make("ul", {}, reports.map((report) => make("li", {}, this.part(this.entry(report), [report], fillEntry)))));
  }

  entry(report) {
    return make("a", { class: "report-entry", href: "#report=" + report.id, "data-report": report.id });
  }
}
