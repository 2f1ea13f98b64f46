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

function reportEntry(report) {
  const counts = groupCounts(report.tests);
  const labels = report.labels.filter((label) => !isHidden(label));
  const names = labels.map((label) => make("span", { class: "label" }, make("span", { class: "key" }, label.key), label.value));
  return make("li", {}, make("a", { class: "report-entry", href: "#report=" + report.id, "data-report": report.id },
    icon(report.result), make("span", { class: "unseen" }, resultText(report.result) + " "),
    make("span", { class: "report-name" }, make("strong", {}, "Report " + report.id), names),
    make("span", { class: "tally" }, tallyNodes(counts)),
    make("span", { class: "when" }, stateNode(report), quiet(new Date(report.time).toLocaleString()))));
}

function batchNode(name, reports) {
  const summary = reports.length > 1 ? make("span", { class: "tally" }, tallyNodes(sumOf(reports))) : "";
  return make("section", { class: "batch", "aria-label": "Batch " + name },
    make("div", { class: "batch-head" }, make("h3", {}, icon(worstOf(reports)), name), summary),
    make("ul", {}, reports.map(reportEntry)));
}

function emptyNode() {
  return make("div", { class: "empty" },
    make("h2", {}, "Nothing was reported yet"),
    make("p", {}, "Run a test program that is linked with testcenter-reporter like this; its results appear here while it runs."),
    make("pre", {}, "TESTCENTER_URL=" + location.origin + " ./my_tests"));
}

async function drawOverview(box) {
  const reports = await fetchJson("/api/reports");
  const nodes = [];
  for (const [project, ofProject] of groupBy(reports, "project")) {
    nodes.push(make("section", { class: "project", "aria-label": "Project " + project },
      make("div", { class: "project-head" }, make("h2", {}, project), make("span", { class: "tally" }, tallyNodes(sumOf(ofProject)))),
      [...groupBy(ofProject, "batch")].map(([batch, ofBatch]) => batchNode(batch, ofBatch))));
  }
  const focused = document.activeElement && document.activeElement.dataset.report;
  box.replaceChildren(...(nodes.length ? nodes : [emptyNode()]));
  if (focused) { const node = box.querySelector("[data-report='" + focused + "']"); if (node) node.focus(); }
  return reports;
}
