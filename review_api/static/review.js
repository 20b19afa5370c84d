// The review screen: one suggestion at a time, decided by key or button, the next one ready.

import { all, get, post } from "./api.js";
import { askCriterion, askReason, showHelp } from "./dialogs.js";
import { byId, element } from "./element.js";
import { bindFilters, cleared, filtersOf, queryOf, showFilters } from "./filters.js";
import { clearJudgement, showJudgement } from "./judgement.js";
import { bindButtons, bindKeys, setSingleKeys, singleKeys } from "./keys.js";
import { Loaded, suggestionPath } from "./loaded.js";
import { alarm, faultBlock, toast } from "./message.js";
import { isWorking, loadPack, packId, packPath, reviewLink } from "./pack.js";
import { Pace } from "./pace.js";
import { PageView } from "./page_view.js";
import { Queue } from "./queue.js";
import { queueEmpty } from "./queue_empty.js";
import { reasonName } from "./wording.js";

const AHEAD = 3;
const POLL_MILLISECONDS = 1500;

let pack = null;
let framework = null;
const loaded = new Loaded();
const pace = new Pace();
const history = [];
/** Decisions are sent one after the other; the screen does not wait for them. */
let sending = Promise.resolve();

const view = new PageView({ onPage: () => view.setMarks(onPage()) });
const queue = new Queue({ onSelect: show });

function onPage() {
  return queue.items.filter((item) => item.document === view.document?.id && item.passage.spans.some((span) => span.page === view.number));
}

function rememberAddress(item) {
  window.history.replaceState(null, "", reviewLink({ ...queryOf(queue.filters), ...(item && { suggestion: item.id }) }));
}

function showCount() {
  const { open } = pack.suggestions;
  const at = queue.position();
  const total = `${queue.items.length}${queue.ended ? "" : "+"}`;
  const left = pace.left(open);
  byId("count").textContent = `${at >= 0 ? `${at + 1} of ` : ""}${total} · ${open} open in the pack`;
  byId("pace").textContent = left;
  for (const id of ["act-accept", "act-reject", "act-change"]) byId(id).disabled = queue.current?.state !== "open";
  byId("act-undo").disabled = false;
  for (const id of ["act-skip", "act-next-document", "act-zoom"]) byId(id).disabled = !queue.current;
}

async function show(item) {
  rememberAddress(item);
  showCount();
  if (!item) {
    showEmpty();
    return;
  }
  showJudgement(item, null, { onUndo: undoItem });
  try {
    const source = loaded.documents.get(item.document) ?? await loaded.document(item.document);
    if (queue.current !== item) return;
    view.show(item, source);
    view.setMarks(onPage());
    const detail = await loaded.detail(item.id);
    if (queue.current !== item) return;
    showJudgement(item, detail, { onUndo: undoItem });
    prefetch();
  } catch (problem) {
    if (queue.current === item) clearJudgement(faultBlock(problem, { kept: "The suggestion stays in the queue.", retry: () => queue.select(item) }));
  }
}

function prefetch() {
  for (const item of queue.upcoming(AHEAD)) {
    loaded.detail(item.id).catch(() => {});
    loaded.document(item.document).then((source) => view.prefetch(item, source)).catch(() => {});
  }
}

function showEmpty() {
  const named = loaded.documents.get(queue.filters.document) ?? null;
  view.clear(...queueEmpty(pack, { filters: queue.filters, document: named, clear: clearFilters, exportAddress: byId("export-xlsx").href }));
  clearJudgement(element("p", { class: "quiet" }, "The criterion of the chosen suggestion is shown here."));
}

function criterionName(number) {
  return framework.criteria.find((criterion) => criterion.number === number)?.name ?? "";
}

function shift(from, to) {
  pack.suggestions[from] = Math.max(0, pack.suggestions[from] - 1);
  pack.suggestions[to] += 1;
}

/** Applies a decision to the screen at once and sends it; a refusal puts the suggestion back. */
function decide(body, text) {
  const item = queue.current;
  if (item?.state !== "open") return;
  const state = body.verdict === "reject" ? "rejected" : "accepted";
  const next = queue.nextThat((one) => one.state === "open");
  const at = queue.position(item);
  const before = { ...item };
  item.state = state;
  if (queue.filters.state === "open") queue.remove(item);
  else queue.redraw(item);
  shift("open", state);
  pace.decided();
  const entry = { item, at };
  history.push(entry);
  toast(text, { label: "Undo", run: undo });
  queue.select(next ?? (queue.filters.state === "open" ? null : item));
  sending = sending.then(async () => {
    try {
      item.decision = await post(`${suggestionPath(item.id)}/decisions`, body);
      if (body.verdict === "change") Object.assign(item, { suggested_criterion: before.criterion, criterion: body.criterion, criterion_name: criterionName(body.criterion) });
      loaded.forget(item.id);
      if (queue.position(item) >= 0) queue.redraw(item);
    } catch (problem) {
      history.splice(history.indexOf(entry), 1);
      shift(state, "open");
      Object.assign(item, before);
      queue.restore(item, at);
      alarm(problem, "This decision was not saved; the suggestion is back in the queue. Earlier decisions are kept.");
      if (!queue.current) queue.select(item);
      else showCount();
    }
  });
}

function short(item) {
  return `${item.criterion} ${item.criterion_name}`;
}

function accept() {
  const item = queue.current;
  if (item?.state === "open") decide({ verdict: "accept", reason: null, criterion: null, note: null }, `Accepted under ${short(item)}.`);
}

async function reject() {
  const item = queue.current;
  if (item?.state !== "open") return;
  const answer = await askReason();
  if (answer && queue.current === item) decide({ verdict: "reject", criterion: null, ...answer }, `Rejected for ${short(item)}: ${reasonName(answer.reason)}.`);
}

async function change() {
  const item = queue.current;
  if (item?.state !== "open") return;
  const answer = await askCriterion(framework.criteria, item.criterion);
  if (answer && queue.current === item) {
    decide({ verdict: "change", reason: null, criterion: answer.criterion.number, note: answer.note }, `Accepted under ${answer.criterion.number} ${answer.criterion.name} in place of ${item.criterion}.`);
  }
}

/** Puts the suggestion that the server opened again back into the queue and shows it. */
async function reopened(id, entry) {
  loaded.forget(id);
  const fresh = await loaded.detail(id);
  const item = entry?.item ?? queue.items.find((one) => one.id === id) ?? fresh;
  Object.assign(item, fresh);
  queue.restore(item, entry?.at ?? 0);
  pack.suggestions = (await get(packPath)).suggestions;
  queue.select(item);
  toast(`Undone: ${short(item)} is open again.`);
}

async function undoAt(path, entry) {
  try {
    const decision = await post(`${path}/undo`);
    await reopened(decision.suggestion, entry);
  } catch (problem) {
    if (problem.code === "nothing_to_undo") toast("There is no decision of yours left to undo in this pack.");
    else alarm(problem, "Nothing was changed.");
  }
}

function undo() {
  sending = sending.then(() => {
    const entry = history.pop();
    return entry ? undoAt(suggestionPath(entry.item.id), entry) : undoAt(packPath, null);
  });
}

function undoItem(item) {
  sending = sending.then(() => {
    const found = history.findIndex((one) => one.item.id === item.id);
    const entry = found >= 0 ? history.splice(found, 1)[0] : { item, at: queue.position(item) };
    return undoAt(suggestionPath(item.id), entry);
  });
}

function move(step) {
  const item = queue.neighbour(step);
  if (item) queue.select(item);
  else if (step > 0 && queue.current) toast("This is the end of the queue.");
}

function nextDocument() {
  const here = queue.current?.document;
  const item = queue.nextThat((one) => one.document !== here);
  if (item) queue.select(item);
  else if (here) toast("No other document in this queue.");
}

function zoom() {
  if (!queue.current) return;
  const names = { width: "width of the pane", closer: "closer", page: "whole page" };
  toast(`Zoom: ${names[view.nextZoom()]}.`);
}

const KEYS = [
  { key: "a", name: "Accept", run: accept },
  { key: "r", name: "Reject, then the digit of the reason", run: reject },
  { key: "c", name: "Change criterion: accept under another one", run: change },
  { key: "space", name: "Skip to the next suggestion", run: () => move(1) },
  { key: "k", name: "Back to the suggestion before", run: () => move(-1) },
  { key: "u", name: "Undo the last decision", run: undo },
  { key: "]", name: "Next document", run: nextDocument },
  { key: "z", name: "Zoom: width, closer, whole page", run: zoom },
  { key: "?", name: "This help", run: help },
];

function help() {
  showHelp(KEYS, singleKeys(), setSingleKeys);
}

function bind() {
  const bindings = Object.fromEntries(KEYS.map(({ key, run }) => [key === "space" ? " " : key, run]));
  bindKeys({ ...bindings, ArrowDown: () => move(1), ArrowUp: () => move(-1) });
  bindButtons({
    "act-accept": accept, "act-reject": reject, "act-change": change, "act-skip": () => move(1), "act-undo": undo,
    "act-next-document": nextDocument, "act-zoom": zoom, "act-help": help,
  }, byId("items"));
}

function filter(filters) {
  queue.filters = filters;
  loadQueue();
}

function clearFilters() {
  const filters = cleared(queue.filters);
  showFilters(filters);
  filter(filters);
}

async function loadQueue(wanted = null) {
  byId("items").setAttribute("aria-busy", "true");
  byId("count").textContent = "Loading the queue …";
  try {
    await sending;
    await queue.load();
    let item = queue.items.find((one) => one.id === wanted);
    if (wanted && !item) {
      item = await loaded.detail(wanted).catch(() => null);
      if (item) queue.restore(item, 0);
    }
    queue.select(item ?? queue.items[0] ?? null);
  } catch (problem) {
    byId("count").textContent = "";
    view.clear(faultBlock(problem, { kept: "Decisions that were saved are kept.", retry: () => loadQueue(wanted) }));
  } finally {
    byId("items").setAttribute("aria-busy", "false");
  }
}

/** While the pack is being read, counts move and new suggestions come in behind the ones shown. */
async function watch() {
  while (isWorking(pack)) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MILLISECONDS));
    try {
      pack = await loadPack();
      if (queue.current) showCount();
      else await loadQueue();
    } catch (problem) {
      alarm(problem, "Decisions that were saved are kept.");
    }
  }
}

async function start() {
  const query = new URLSearchParams(window.location.search);
  queue.filters = filtersOf(query);
  view.clear(element("p", { class: "quiet loading" }, "Loading the queue …"));
  try {
    pack = await loadPack();
    document.title = `${pack.name} · Review · Assay`;
    [framework] = await Promise.all([
      get(`/frameworks/${encodeURIComponent(pack.framework)}`),
      all(`${packPath}/documents`).then((items) => items.forEach((one) => loaded.documents.set(one.id, one))),
    ]);
  } catch (problem) {
    view.clear(faultBlock(problem, { kept: "Decisions that were saved are kept.", retry: () => window.location.reload() }));
    return;
  }
  bindFilters(queue.filters, { criteria: framework.criteria, documents: [...loaded.documents.values()], onChange: filter });
  bind();
  await loadQueue(query.get("suggestion"));
  byId("items").focus({ preventScroll: true });
  await watch();
}

if (packId) start();
