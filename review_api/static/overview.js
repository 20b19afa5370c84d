// Pack overview: what there is, what is missing, what could not be read.

import { all, get } from "./api.js";
import { documentTable } from "./documents.js";
import { byId, element, plural } from "./element.js";
import { gapMatrix } from "./matrix.js";
import { emptyBlock, faultBlock } from "./message.js";
import { isWorking, loadPack, packPath, reviewLink } from "./pack.js";
import { STAGE } from "./wording.js";

const POLL_MILLISECONDS = 1000;

function figure(value, name, tone = "") {
  return element("div", { class: `figure ${tone}` }, element("dd", {}, value.toLocaleString("en")), element("dt", {}, name));
}

function summary(pack, documents) {
  const refused = documents.filter((document) => document.error).length;
  const { open, accepted, rejected } = pack.suggestions;
  return element("dl", { class: "figures" },
    figure(pack.documents, "documents"), figure(pack.pages_read, "pages read"),
    figure(pack.pages_unread, pack.pages_unread ? "pages unread !" : "pages unread", pack.pages_unread ? "warn" : ""),
    figure(refused, refused ? "files not read !" : "files not read", refused ? "warn" : ""),
    figure(open, "suggestions open"), figure(accepted, "accepted"), figure(rejected, "rejected"));
}

function progress(pack) {
  if (pack.state === "failed" && pack.error) {
    return faultBlock({ title: "The pack could not be processed", code: pack.error.code, detail: pack.error.message, next: pack.error.next });
  }
  if (!isWorking(pack)) return null;
  const { files, files_done: done } = pack.progress;
  const how = files > 0 ? `${done} of ${plural(files, "file")}` : "getting ready";
  return element("p", { class: "working" }, `${STAGE[pack.state]}: ${how} `,
    element("progress", { max: Math.max(files, 1), value: files > 0 ? done : null, "aria-label": "Files done" }));
}

function goOn(pack) {
  const open = pack.suggestions.open;
  if (open === 0) return null;
  return element("a", { class: "button primary", href: reviewLink() }, `Review ${plural(open, "open suggestion")}`);
}

async function show() {
  const pack = await loadPack();
  const [documents, framework, suggestions] = await Promise.all([
    all(`${packPath}/documents`),
    get(`/frameworks/${encodeURIComponent(pack.framework)}`),
    all(`${packPath}/suggestions`, { state: "all", order: "document" }),
  ]);
  byId("title").textContent = pack.name;
  document.title = `${pack.name} · Overview · Assay`;
  byId("go").replaceChildren(...[goOn(pack)].filter(Boolean));
  byId("summary").setAttribute("aria-busy", "false");
  byId("summary").replaceChildren(...[progress(pack), summary(pack, documents)].filter(Boolean));
  if (documents.length === 0) {
    const next = isWorking(pack) ? "They appear here as they are read." : "Add the supplier's files as a new pack.";
    byId("documents").replaceChildren(emptyBlock("No document yet.", next, element("a", { class: "button", href: "/" }, "To the packs")));
    byId("matrix").replaceChildren(element("p", { class: "quiet" }, "The table fills as documents are read."));
  } else {
    byId("documents").replaceChildren(documentTable(documents));
    byId("matrix").replaceChildren(gapMatrix(framework, documents, suggestions));
  }
  return pack;
}

async function refresh() {
  const begun = performance.now();
  try {
    const pack = await show();
    // a large pack is asked for less often than a small one
    if (isWorking(pack)) setTimeout(refresh, Math.max(POLL_MILLISECONDS, 4 * (performance.now() - begun)));
  } catch (problem) {
    byId("summary").replaceChildren(faultBlock(problem, { kept: "Decisions and documents that were saved are kept.", retry: refresh }));
  }
}

refresh();
