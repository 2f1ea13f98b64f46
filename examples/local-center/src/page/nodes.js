// Making what the page shows. Text only ever goes into the page as text nodes and attributes: nothing
// that a test reported is read as HTML.

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined));
  return node;
}

const byId = (id) => document.getElementById(id);
const quiet = (text) => make("span", { class: "quiet" }, text);

function button(text, act, attributes) {
  const node = make("button", { type: "button", ...attributes }, text);
  node.addEventListener("click", act);
  return node;
}

// Results and event types -----------------------------------------------------------------------

const failures = ["FATAL", "ERROR", "FAIL", "XPASS"];
const isFailure = (result) => failures.includes(result);

const groups = {
  failed: { results: failures, name: "failed" },
  passed: { results: ["PASS", "XFAIL"], name: "passed" },
  skipped: { results: ["SKIPPED"], name: "skipped" },
  none: { results: ["NONE"], name: "no result" },
};

function groupOf(result) {
  return Object.keys(groups).find((group) => groups[group].results.includes(result)) || "none";
}

const iconNames = { WARNING: "warning", LOG: "log", ATTACHMENT: "file" };

function icon(result) {
  const name = iconNames[result] || groupOf(result);
  const space = byId("skip").ownerDocument.querySelector("svg").namespaceURI;
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("class", "icon " + name);
  picture.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", "#icon-" + name);
  picture.append(use);
  return picture;
}

const resultText = (result) => (result === "NONE" ? "no result" : result);

/// How many tests of each group; {PASS: 3} gives {passed: 3}.
function groupCounts(tests) {
  const counts = { failed: 0, passed: 0, skipped: 0, none: 0 };
  for (const [result, count] of Object.entries(tests || {})) counts[groupOf(result)] += count;
  return counts;
}

const grouped = (number) => number.toLocaleString("en");

function countsText(counts) {
  const parts = Object.keys(counts).filter((group) => counts[group] > 0);
  return parts.map((group) => grouped(counts[group]) + " " + groups[group].name).join(", ") || "no tests";
}

function bar(counts) {
  const parts = Object.keys(counts).filter((group) => counts[group] > 0).map((group) => {
    const part = make("span", { class: "part " + group });
    part.style.flexGrow = counts[group];
    return part;
  });
  return make("span", { class: "bar", role: "img", "aria-label": countsText(counts) }, parts);
}

// Texts -----------------------------------------------------------------------------------------

/// The text with what is searched for marked.
function marked(text, searched) {
  if (!searched) return [text];
  const parts = [];
  const lower = text.toLowerCase();
  let from = 0;
  for (let at = lower.indexOf(searched); at >= 0; at = lower.indexOf(searched, from)) {
    parts.push(text.slice(from, at), make("mark", {}, text.slice(at, at + searched.length)));
    from = at + searched.length;
  }
  return [...parts, text.slice(from)];
}

/// A link, if the text is a plain address or [title](address) of http or https; else nothing.
function linkIn(text) {
  const match = /^\[([^\]]*)\]\((\S+)\)$/.exec(text) || [null, text, text];
  if (!/^https?:\/\/[^\s]+$/i.test(match[2])) return null;
  return make("a", { href: match[2], rel: "noopener noreferrer", target: "_blank" }, match[1] || match[2]);
}

function sizeText(bytes) {
  if (bytes < 1024) return bytes + " bytes";
  if (bytes < 1024 * 1024) return (bytes / 1024).toFixed(1) + " KiB";
  return (bytes / 1024 / 1024).toFixed(1) + " MiB";
}

function spanText(ms) {
  if (ms < 1000) return ms + " ms";
  if (ms < 60000) return (ms / 1000).toFixed(ms < 10000 ? 1 : 0) + " s";
  if (ms < 3600000) return Math.round(ms / 60000) + " min";
  if (ms < 48 * 3600000) return Math.round(ms / 3600000) + " h";
  return Math.round(ms / 86400000) + " days";
}

const placeText = (location) => location.uri + (location.line > 0 ? ":" + location.line : "");

function announce(text) { byId("announce").textContent = text; }
