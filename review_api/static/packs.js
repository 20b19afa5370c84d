// The list of packs: what came in and how far it is, and the drop zone for more.

import { all, get } from "./api.js";
import { byId, cutMiddle, element, label, localTime, plural, rowTable } from "./element.js";
import { emptyBlock, faultBlock } from "./message.js";
import { connectUpload } from "./upload.js";
import { STAGE } from "./wording.js";

const POLL_MILLISECONDS = 700;

/** Rows by pack id, kept so that an open list of faults stays open while figures move. */
const rows = new Map();
const faults = new Map();

function isDone(pack) {
  return pack.state === "ready" || pack.state === "failed";
}

function link(pack) {
  return `/packs/${encodeURIComponent(pack.id)}`;
}

function timeLeft(seconds) {
  if (seconds === null || seconds === undefined) return "";
  return seconds < 60 ? ` · about ${Math.max(1, Math.round(seconds))} s left` : ` · about ${Math.round(seconds / 60)} min left`;
}

function stateCell(pack) {
  const stage = STAGE[pack.state] ?? pack.state;
  if (pack.state === "ready") return element("span", { class: "state ready" }, "✓ Ready");
  if (pack.state === "failed") {
    return element("div", { class: "state failed" }, "✕ Failed",
      pack.error && element("p", { class: "small" }, element("code", {}, pack.error.code), ` ${pack.error.message} ${pack.error.next}`));
  }
  const { files, files_done: done, pages, seconds_left: left } = pack.progress;
  if (files === 0) {
    return element("div", { class: "state working" }, element("span", {}, `${stage} …`),
      element("progress", { "aria-label": "Getting ready" }), element("span", { class: "small quiet" }, "Getting ready: counting files, loading models"));
  }
  return element("div", { class: "state working" },
    element("span", {}, `${stage} …`),
    element("progress", { max: files, value: done, "aria-label": `${stage}: ${done} of ${files} files` }),
    element("span", { class: "small quiet" }, `${done} of ${plural(files, "file")}, ${plural(pages, "page")}${timeLeft(left)}`));
}

function faultList(pack) {
  const documents = faults.get(pack.id) ?? [];
  if (documents.length === 0) return null;
  return element("details", { class: "faults" },
    element("summary", {}, `${plural(documents.length, "file")} could not be read`),
    element("ul", {}, documents.map((document) => element("li", {},
      element("span", { class: "path", title: document.name }, cutMiddle(document.name, 60)), " ",
      element("code", {}, document.error.code), ` ${document.error.message} `,
      element("span", { class: "quiet" }, document.error.next)))));
}

function fillRow(row, pack) {
  const wasOpen = row.querySelector("details")?.open ?? false;
  const number = (value) => element("td", { class: "number" }, value.toLocaleString("en"));
  const open = pack.suggestions.open;
  row.replaceChildren(
    element("td", {}, element("a", { href: link(pack), class: "pack-link", title: pack.name }, cutMiddle(pack.name, 60)),
      element("div", { class: "small quiet" }, pack.framework), faultList(pack)),
    element("td", {}, stateCell(pack)),
    number(pack.documents), number(pack.pages_read),
    element("td", { class: "number" }, pack.pages_unread > 0 ? element("strong", {}, `${pack.pages_unread} !`) : "0"),
    element("td", { class: "number" }, open > 0 ? element("a", { href: `${link(pack)}/review` }, open.toLocaleString("en")) : "0"),
    number(pack.suggestions.accepted), number(pack.suggestions.rejected),
    element("td", { class: "date" }, localTime(pack.created_at)));
  label(row, HEAD);
  const details = row.querySelector("details");
  if (details) details.open = wasOpen;
}

const HEAD = ["Pack", "State", "Documents", "Pages read", "Unread", "Open", "Accepted", "Rejected", "Came in"]
  .map((text, column) => ({ text, number: column > 1 && column < 8 }));

function table() {
  const made = rowTable({ class: "packs" }, HEAD, []);
  made.tBodies[0].id = "pack-rows";
  return element("div", { class: "scroll" }, made);
}

function show(packs) {
  const place = byId("packs");
  place.setAttribute("aria-busy", "false");
  if (packs.length === 0) {
    rows.clear();
    place.replaceChildren(emptyBlock("No pack yet.", "Drop a supplier's files above. Reading starts at once, and each file that cannot be read is named with its reason."));
    return;
  }
  if (!byId("pack-rows")) place.replaceChildren(table());
  const body = byId("pack-rows");
  for (const pack of packs) {
    if (!rows.has(pack.id)) rows.set(pack.id, element("tr", { "data-pack": pack.id }));
    fillRow(rows.get(pack.id), pack);
  }
  const order = packs.map((pack) => rows.get(pack.id));
  if (order.some((row, index) => body.children[index] !== row)) body.replaceChildren(...order);
}

/** Faults are asked for while a pack is being read, and once more when it is done. */
const settled = new Set();
async function loadFaults(pack) {
  if (settled.has(pack.id)) return;
  const documents = await all(`/packs/${encodeURIComponent(pack.id)}/documents`);
  faults.set(pack.id, documents.filter((document) => document.error));
  if (isDone(pack)) settled.add(pack.id);
}

let timer = null;
async function refresh() {
  clearTimeout(timer);
  try {
    const packs = await all("/packs");
    packs.sort((one, other) => other.created_at.localeCompare(one.created_at));
    await Promise.all(packs.slice(0, 20).map(loadFaults));
    show(packs);
    if (packs.some((pack) => !isDone(pack))) timer = setTimeout(refresh, POLL_MILLISECONDS);
  } catch (problem) {
    rows.clear();
    byId("packs").replaceChildren(faultBlock(problem, { kept: "Packs that came in are kept.", retry: refresh }));
  }
}

async function loadFrameworks() {
  const { items } = await get("/frameworks");
  byId("framework").replaceChildren(...items.map((framework) =>
    element("option", { value: framework.id }, `${framework.name} ${framework.version} (${framework.id})`)));
}

connectUpload({
  onReceived: () => {
    byId("name").value = "";
    return refresh();
  },
});
loadFrameworks().catch(() => byId("framework").replaceChildren(element("option", { value: "" }, "Default")));
refresh();
