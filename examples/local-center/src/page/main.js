// What is shown and chosen: it stands in the address behind the #, so that it can be sent to somebody.

const page = { report: null, run: null, event: null, model: null, view: null };

const tree = new Tree(byId("tree"), (runId, chosen) => choose(runId, chosen));
const overview = new Overview(byId("overview"));
const head = new ReportHead(byId("head"));
const filters = new Filters(byId("filters"), (group) => {
  tree.filter.show = tree.filter.show === group ? "all" : group;
  filtered();
});

function numberIn(parameters, name) {
  return /^\d+$/.test(parameters.get(name) || "") ? Number(parameters.get(name)) : null;
}

function address(report, run, event) {
  const parts = ["report=" + report];
  if (run) parts.push("run=" + run);
  if (event) parts.push("event=" + event);
  return "#" + parts.join("&");
}

const linkTo = (element, event) => address(page.report, element.runId, event && event.sequence);

function writeAddress() {
  let text = address(page.report, page.run, page.event);
  if (tree.filter.show !== "all") text += "&show=" + tree.filter.show;
  if (byId("search").value) text += "&search=" + encodeURIComponent(byId("search").value);
  if (text !== location.hash) history.replaceState(null, "", text);
}

// Going somewhere -------------------------------------------------------------------------------

async function readAddress() {
  const parameters = new URLSearchParams(location.hash.slice(1));
  const report = numberIn(parameters, "report");
  byId("overview").hidden = report !== null;
  byId("report").hidden = report === null;
  if (report === null) { page.report = null; page.model = null; byId("crumbs").replaceChildren(); return refreshOverview(); }
  if (report !== page.report) {
    const show = parameters.get("show");
    tree.filter.show = Object.keys(groups).includes(show) ? show : "all";
    byId("search").value = parameters.get("search") || "";
    await openReport(report);
  }
  if (page.report !== report || !page.model) return;
  const now = new URLSearchParams(location.hash.slice(1));  // the reader may have chosen meanwhile
  showElement(numberIn(now, "run"), numberIn(now, "event"));
}

async function openReport(id) {
  Object.assign(page, { report: id, run: null, event: null, view: null, model: new ReportModel(id) });
  byId("detail").replaceChildren();
  const { model } = page;
  tree.show(model);
  const here = () => page.model === model;
  try {
    await model.load(() => { if (here()) drawReport(); });
  } catch (error) {
    if (here()) noReport(id, error);
    return;
  }
  if (here() && byId("search").value) await search();
  if (here()) await refreshReport();
}

function noReport(id, error) {
  page.model = null;
  page.unreadable = error.status !== 404;
  byId("head").replaceChildren(make("h1", {}, error.status === 404 ? "There is no report " + id : "The report cannot be read"));
  head.shownLabels = null;
}

function drawReport() {
  const { model } = page;
  head.draw(model.head);
  filters.draw(model.head, tree.filter.show);
  byId("crumbs").replaceChildren(" › ", make("a", { href: "#" }, model.head.project), " › ", make("a", { href: address(page.report) }, model.head.batch));
  tree.update();
  drawMatches();
  drawFailurePlace();
  drawTitle();
}

function drawTitle() {
  if (!page.model || !page.model.head) { document.title = "local center"; return; }
  const counts = groupCounts(page.model.head.tests);
  const verdict = counts.failed ? counts.failed + " failed" : counts.passed ? counts.passed + " passed" : "no results";
  document.title = verdict + " · " + page.model.head.batch + " · local center";
}

// Choosing an element ---------------------------------------------------------------------------

function choose(runId, wanted) {
  page.run = runId;
  page.event = null;
  writeAddress();
  showElement(runId, null);
  if (wanted) document.body.classList.add("shows-detail");
}

function showElement(runId, event) {
  const element = page.model.elements.get(runId);
  page.run = element ? runId : null;
  page.event = element ? event : null;
  tree.select(page.run);
  if (element) tree.reveal(runId);
  const same = page.view && page.view.element === (element || null) && page.view.target === (event || null);
  if (!same) page.view = element ? openElement(element, event) : openFailures();
  if (event) document.body.classList.add("shows-detail");
  drawFailurePlace();
  return page.shown;
}

function openElement(element, event) {
  const view = new ElementView(byId("detail"), page.model, element, { event, filter: tree.filter, linkTo });
  page.shown = view.start();
  return view;
}

function openFailures() {
  document.body.classList.remove("shows-detail");
  const view = new FailureList(byId("detail"), page.model, linkTo);
  view.element = view.target = null;
  page.shown = view.start();
  return view;
}

// Failures, one after the other -----------------------------------------------------------------

async function stepFailure(by) {
  if (!page.model) return;
  const shown = tree.filter.active ? tree.filter.visible(page.model) : null;
  const all = page.model.failing().filter((element) => !shown || shown.has(element.runId));
  if (!all.length) { announce("Nothing failed"); return; }
  const at = all.findIndex((element) => element.runId === page.run);
  const beyond = all.findIndex((element) => element.runId > (page.run || 0));
  const from = at >= 0 ? at + by : by > 0 ? beyond : (beyond < 0 ? all.length : beyond) - 1;
  const place = (from + all.length) % all.length;
  choose(all[from < 0 && at < 0 && by > 0 ? 0 : place].runId, true);
  announce("Failure " + (place + 1) + " of " + all.length + ": " + page.view.element.name);
  const { view } = page;
  await page.shown;
  const node = view === page.view && byId("detail").querySelector(failures.map((type) => ".event." + type).join(", "));
  if (node) node.scrollIntoView({ block: "nearest" });
}

function drawFailurePlace() {
  const all = page.model ? page.model.failing() : [];
  const at = all.findIndex((element) => element.runId === page.run);
  byId("failure-place").textContent = all.length ? (at >= 0 ? at + 1 + " / " : "") + all.length : "0";
  byId("next-failure").disabled = byId("previous-failure").disabled = !all.length;
}

// Filtering and searching -----------------------------------------------------------------------

function drawMatches() {
  const tests = tree.rows.filter((row) => page.model.isTest(row.element)).length;
  byId("matches").textContent = tree.filter.active ? grouped(tests) + (tests === 1 ? " test" : " tests") + (tree.filter.cut ? ", and more" : "") : "";
  if (tree.filter.active && !tree.rows.length) byId("matches").textContent = "nothing matches";
}

function filtered() {
  filters.draw(page.model.head, tree.filter.show);
  tree.update();
  drawMatches();
  if (page.run) tree.reveal(page.run);
  if (page.view && page.view.element && page.view.searched !== tree.filter.text) page.view = openElement(page.view.element, page.event);
  writeAddress();
}

async function search() {
  try {
    await tree.filter.search(page.report, byId("search").value.trim());
  } catch (error) {
    console.error(error);  // it goes on with the next refresh
  }
  if (page.model) filtered();
}

let searchTimer = 0;
byId("search").addEventListener("input", () => { clearTimeout(searchTimer); searchTimer = setTimeout(search, 120); });
byId("search").addEventListener("keydown", (key) => {
  if (key.key === "Escape") { byId("search").value = ""; search(); byId("tree").focus(); key.stopPropagation(); }
  if (key.key === "Enter") byId("tree").focus();
});

// The keyboard ----------------------------------------------------------------------------------

document.addEventListener("keydown", (key) => {
  if (key.altKey || key.ctrlKey || key.metaKey || /^(INPUT|TEXTAREA)$/.test(key.target.tagName)) return;
  if (document.querySelector("dialog[open]")) return;
  const acts = {
    n: () => stepFailure(1), p: () => stepFailure(-1),
    "/": () => byId("search").focus(), "?": () => byId("keys").showModal(),
    Escape: () => { document.body.classList.remove("shows-detail"); byId("tree").focus(); },
  };
  if (!acts[key.key] || (!page.model && key.key !== "?")) return;
  key.preventDefault();
  acts[key.key]();
});
byId("next-failure").addEventListener("click", () => stepFailure(1));
byId("previous-failure").addEventListener("click", () => stepFailure(-1));
byId("show-keys").addEventListener("click", () => byId("keys").showModal());
byId("skip").addEventListener("click", (click) => { click.preventDefault(); (page.model ? byId("tree") : byId("overview").querySelector("a") || byId("show-keys")).focus(); });

// Staying up to date ----------------------------------------------------------------------------

const refreshReport = oneAtATime(async () => {
  const { model } = page;
  if (!model || model.version === null || !model.loaded) return;
  const changed = new Set(await model.refresh());
  if (changed.size || tree.filter.behind) await tree.filter.searchFurther(model.id);
  if (page.model !== model) return;
  drawReport();
  if (page.view) page.view.update(changed);
  if (model.isRunning() && model.head.writers === 0) setTimeout(refreshReport, graceMs);
});

const refreshOverview = oneAtATime(async () => {
  if (page.report !== null) return;
  drawTitle();
  const reports = await overview.refresh();
  if (reports.some((report) => isRunning(report) && report.writers === 0)) setTimeout(refreshOverview, graceMs);
}, 150);

const setState = (text, live) => { byId("state").textContent = text; byId("state").classList.toggle("live", live); };

function refreshAll() {
  if (page.report === null) refreshOverview();
  else if (page.model) refreshReport();
  else if (page.unreadable) reopen();
}

function reopen() {
  page.report = null;
  readAddress();
}

function listen() {
  const updates = new EventSource("/api/live");
  updates.addEventListener("hello", () => { setState("live", true); refreshAll(); });
  updates.addEventListener("error", () => {
    setState("no connection; trying again", false);
    // What was refused, and not just cut, the browser does not try again.
    if (updates.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
  });
  updates.addEventListener("change", (message) => {
    if (page.report === null) refreshOverview();
    else if (JSON.parse(message.data).reports.includes(page.report)) page.model ? refreshReport() : reopen();
  });
}
listen();

// How long ago something ended is said anew now and then.
setInterval(() => {
  if (page.report === null) refreshOverview();
  else if (page.model && page.model.head) head.draw(page.model.head);
}, 15000);
window.addEventListener("hashchange", readAddress);
readAddress();
