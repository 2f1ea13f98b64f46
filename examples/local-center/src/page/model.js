// What the page knows of one report: all its elements without their events.

let clockAhead = 0;
/// The center's time: the browser may run on another machine.
const centerNow = () => Date.now() + clockAhead;

/// All numbers begin at 1 in every database: nothing that is shown may be mixed with another one's.
let shownDatabase = null;
function isOfAnotherDatabase(answer) {
  const database = answer.headers.get("X-Database");
  shownDatabase = shownDatabase || database;
  return !!database && database !== shownDatabase;
}

async function fetchJson(path) {
  const answer = await fetch(path);
  if (isOfAnotherDatabase(answer)) {
    location.replace(location.pathname);
    return new Promise(() => {});  // whoever waits for it goes with the page
  }
  const time = Number(answer.headers.get("X-Time"));
  if (time) clockAhead = time - Date.now();
  if (!answer.ok) throw Object.assign(new Error(path + ": " + answer.status), { status: answer.status });
  return answer.json();
}

/// Runs `task` as often as it is asked for, but not at the same time; what is asked for meanwhile is
/// done once more afterwards. Between two it rests as long as one takes, so that the page has time for its
/// reader, and at least `pause` milliseconds. `running` and `failed` say how it goes.
const longestRest = 500;
function oneAtATime(task, pause = 0) {
  let again = false;
  async function run() {
    if (run.running) { again = true; return; }
    run.running = true;
    const start = performance.now();
    try { await task(); run.failed = false; } catch (error) { run.failed = true; console.error(error); }
    const rest = Math.max(pause, performance.now() - start);
    if (again) await new Promise((resolve) => setTimeout(resolve, Math.min(rest, longestRest)));
    run.running = false;
    if (again) { again = false; run(); }
  }
  return Object.assign(run, { running: false, failed: false });
}

// The API has no call that ends a run. A report is under way as long as a connection that wrote to it
// is open; a client may make a new one for each request, so that it stays so for a moment.
const graceMs = 2000;
const quietFor = (head) => Math.max(0, centerNow() - head.updated);
const isRunning = (head) => head.writers > 0 || quietFor(head) < graceMs;

class ReportModel {
  constructor(id) {
    this.id = id;
    this.head = null;
    this.elements = new Map();
    this.children = new Map([[0, []]]);
    this.version = null;
    this.last = 0;
  }

  childrenOf(element) { return this.children.get(element ? element.runId : 0) || []; }
  parentOf(element) { return element.parent ? this.elements.get(element.parent) : null; }

  pathTo(element) {
    const path = [];
    for (let at = element; at; at = this.parentOf(at)) path.unshift(at);
    return path;
  }

  /// A case, or a feature that stands directly in a suite: what is counted.
  isTest(element) {
    const parent = this.parentOf(element);
    return !!parent && parent.kind === "suite" && (element.kind === "case" || element.kind === "feature");
  }

  /// Whatever fails by itself and not by what is in it, in the order of the tree: that is the order in
  /// which elements are made.
  failing() {
    return [...this.elements.values()].filter((element) => isFailure(element.own))
      .sort((a, b) => a.runId - b.runId);
  }

  isRunning() { return !!this.head && isRunning(this.head); }

  /// The last element made and what it stands in take what is still reported.
  isOpen(element) {
    return this.isRunning() && !!this.openPath && this.openPath.has(element.runId);
  }

  take(answer) {
    this.head = answer.report;
    for (const element of answer.elements) this.takeElement(element);
    const last = this.elements.get(this.last);
    this.openPath = new Set(last ? this.pathTo(last).map((element) => element.runId) : []);
    return answer.elements.map((element) => element.runId);
  }

  takeElement(element) {
    this.last = Math.max(this.last, element.runId);
    const known = this.elements.get(element.runId);
    if (known) { Object.assign(known, element); return; }
    this.elements.set(element.runId, element);
    const parent = element.parent || 0;
    if (!this.children.has(parent)) this.children.set(parent, []);
    const siblings = this.children.get(parent);
    let at = siblings.length;
    while (at > 0 && siblings[at - 1].runId > element.runId) --at;
    siblings.splice(at, 0, element);
  }

  /// All that is there, a part at a time; `onPart` is called after each.
  async load(onPart) {
    const path = "/api/reports/" + this.id + "/elements?after=";
    for (let more = true, limit = 200; more; limit = 5000) {
      const answer = await fetchJson(path + this.last + "&limit=" + limit);
      if (this.version === null) this.version = answer.version;
      this.take(answer);
      more = answer.more;
      onPart();
    }
    this.loaded = true;
  }

  /// What changed since; returns the runs that did.
  async refresh() {
    const changed = [];
    for (let more = true; more;) {
      const answer = await fetchJson("/api/reports/" + this.id + "/elements?limit=5000&since=" + this.version);
      changed.push(...this.take(answer));
      this.version = answer.version;
      more = answer.more;
    }
    return changed;
  }
}
