// One event: message, detail, places, pictures and files.

const foldedLines = 14;
const foldedLetters = 1600;
const shownText = 64 * 1024;

/// Long text is cut until the reader asks for all of it.
function longText(text, searched) {
  const node = make("pre", { class: "long", tabindex: 0 });
  const lines = text.split("\n");
  const short = lines.slice(0, foldedLines).join("\n").slice(0, foldedLetters);
  node.append(...marked(short, searched));
  if (short.length === text.length) return [node];
  const more = button("Show all " + grouped(lines.length) + " lines", () => {
    const open = more.getAttribute("aria-expanded") !== "true";
    more.setAttribute("aria-expanded", open);
    more.textContent = open ? "Show less" : "Show all " + grouped(lines.length) + " lines";
    node.replaceChildren(...marked(open ? text : short, searched));
    node.classList.toggle("cut", !open);
  }, { class: "more", "aria-expanded": false });
  node.classList.add("cut");
  return [node, more];
}

const isPicture = (file) => /^image\/(png|jpeg|gif|webp|bmp|svg\+xml)$/.test(file.mime);
const isText = (file) => /^text\/|[/+](json|xml|yaml|csv)$/.test(file.mime) || /\.(log|txt|csv|json|xml|md|ya?ml)$/i.test(file.name);

function fileCaption(title, file) {
  return make("span", { class: "caption" },
    title ? make("strong", {}, title + " ") : "",
    make("a", { href: file.url, download: file.name }, file.name),
    quiet(" " + file.mime + ", " + sizeText(file.size)));
}

function pictureNode(title, file) {
  const image = make("img", { src: file.url, alt: file.name, loading: "lazy" });
  const open = button(image, () => showLarge(open), { class: "thumb", "aria-label": "Show " + file.name + " large" });
  open.dataset.name = file.name;
  open.dataset.url = file.url;
  return make("figure", {}, open, make("figcaption", {}, fileCaption(title, file)));
}

function textFileNode(title, file) {
  const node = make("details", { class: "file" }, make("summary", {}, fileCaption(title, file)));
  const fill = async () => {
    if (!node.open || node.dataset.filled) return;
    node.dataset.filled = "yes";
    const answer = await fetch(file.url);
    const text = await answer.text();
    const rest = text.length > shownText ? quiet("… the rest is in the file") : null;
    node.append(make("pre", { tabindex: 0 }, text.slice(0, shownText)), ...(rest ? [rest] : []));
  };
  node.addEventListener("toggle", fill);
  node.open = file.size <= 4096;
  return node;
}

function fileNode(title, file) {
  if (isPicture(file)) return pictureNode(title, file);
  if (isText(file)) return textFileNode(title, file);
  return make("div", { class: "file" }, fileCaption(title, file));
}

function verificationNode(vp) {
  return make("div", { class: "verification", role: "group", "aria-label": "Screenshot verification" },
    make("div", { class: "reference" }, make("strong", {}, "Reference"), make("code", {}, vp.uri),
      quiet("a file in the repository")),
    vp.attachment ? fileNode("Result", vp.attachment) : make("div", {}, quiet("no picture of the result")));
}

function eventExtras(event, searched) {
  const extras = [];
  if (event.detail) extras.push(...longText(event.detail, searched));
  if (event.trace) {
    extras.push(make("ol", { class: "trace", "aria-label": "Trace" }, event.trace.map((place) => make("li", {}, make("code", {}, placeText(place))))));
  }
  if (event.vp) extras.push(verificationNode(event.vp));
  if (event.screenshot) extras.push(fileNode("Screenshot", event.screenshot));
  if (event.attachment) extras.push(fileNode("", event.attachment));
  return extras;
}

function eventNode(event, link, since, searched) {
  const extras = eventExtras(event, searched);
  const message = event.message || (extras.length ? "" : "(no message)");
  return make("li", { id: "event-" + event.sequence, class: "event " + event.type, "data-sequence": event.sequence, tabindex: -1 },
    icon(event.type),
    make("span", { class: "type" }, event.type),
    make("div", { class: "body" },
      make("div", { class: "message" }, marked(message, searched)),
      event.location ? make("code", { class: "place" }, placeText(event.location)) : "",
      extras),
    make("span", { class: "time" }, "+" + spanText(Math.max(0, event.time - since))),
    make("a", { class: "permalink", href: link, "aria-label": "Link to this event", title: "Link to this event" }, "#"));
}

// The large view --------------------------------------------------------------------------------

function showLarge(thumb) {
  const all = [...byId("detail").querySelectorAll(".thumb")];
  const show = (index) => {
    const at = (index + all.length) % all.length;
    const { url, name } = all[at].dataset;
    byId("large-image").src = url;
    byId("large-image").alt = name;
    byId("large-name").textContent = name + (all.length > 1 ? "  (" + (at + 1) + " of " + all.length + ")" : "");
    byId("large").dataset.at = at;
    byId("large").classList.remove("full-size");
  };
  const step = (by) => show(Number(byId("large").dataset.at) + by);
  byId("large-previous").onclick = () => step(-1);
  byId("large-next").onclick = () => step(1);
  byId("large-previous").disabled = byId("large-next").disabled = all.length < 2;
  byId("large").onkeydown = (key) => {
    if (key.key === "ArrowLeft") step(-1);
    if (key.key === "ArrowRight") step(1);
    key.stopPropagation();
  };
  byId("large-image").onclick = () => byId("large").classList.toggle("full-size");
  show(all.indexOf(thumb));
  byId("large").showModal();
}
