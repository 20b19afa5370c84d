// The decision log: who decided what, when and why.

import { all, get, withQuery } from "./api.js";
import { byId, cutMiddle, element, fileName, label, localTime, plural, rowTable } from "./element.js";
import { emptyBlock, faultBlock } from "./message.js";
import { loadPack, packPath, reviewLink } from "./pack.js";
import { reasonName, VERDICT } from "./wording.js";

const LETTERS = { accept: "✓", reject: "✕", change: "✓", undo: "↶" };
const TONES = { accept: "accepted", reject: "rejected", change: "accepted", undo: "open" };

function pagesOf(selector) {
  const pages = selector.spans.map((span) => span.page);
  return pages.length > 1 ? `p. ${pages[0]}-${pages.at(-1)}` : `p. ${pages[0]}`;
}

function row(decision, names, criteria) {
  const name = names.get(decision.document) ?? "";
  return element("tr", {},
    element("td", { class: "number" }, decision.sequence),
    element("td", { class: "date", title: decision.at }, localTime(decision.at)),
    element("td", {}, decision.who),
    element("td", {}, element("span", { class: `chip tone-${TONES[decision.verdict]}` }, element("b", {}, LETTERS[decision.verdict] ?? "?"), ` ${VERDICT[decision.verdict] ?? decision.verdict}`)),
    element("td", { title: criteria.get(decision.criterion) ?? "" }, element("b", {}, decision.criterion), ` ${criteria.get(decision.criterion) ?? ""}`),
    element("td", { class: "why" }, decision.reason && element("div", {}, reasonName(decision.reason)),
      decision.note && element("div", { class: "quiet" }, decision.note)),
    element("td", { class: "quote" }, element("a", { href: reviewLink({ suggestion: decision.suggestion, state: "all" }), title: decision.selector.quote },
      cutMiddle(decision.selector.quote, 110)), element("div", { class: "small quiet", title: name }, `${cutMiddle(fileName(name), 40)} ${pagesOf(decision.selector)}`)));
}

const HEAD = ["No.", "When", "Who", "Decision", "Criterion", "Why", "Passage"].map((text) => ({ text, number: text === "No." }));

async function show() {
  const pack = await loadPack();
  document.title = `${pack.name} · Decisions · Assay`;
  const [documents, framework, first] = await Promise.all([
    all(`${packPath}/documents`), get(`/frameworks/${encodeURIComponent(pack.framework)}`), get(withQuery(`${packPath}/decisions`, { limit: 200 })),
  ]);
  const names = new Map(documents.map((document) => [document.id, document.name]));
  const criteria = new Map(framework.criteria.map((criterion) => [criterion.number, criterion.name]));
  const place = byId("log");
  place.setAttribute("aria-busy", "false");
  if (first.items.length === 0) {
    place.replaceChildren(emptyBlock("No decision yet.", "Each one appears here with who made it, when and why.",
      element("a", { class: "button primary", href: reviewLink() }, "To the queue")));
    return;
  }
  let shown = [...first.items];
  let cursor = first.next_cursor;
  const count = element("p", { class: "quiet" });
  const more = element("button", { type: "button", class: "button" }, "Show more");
  const rows = rowTable({ class: "log" }, HEAD, shown.map((decision) => row(decision, names, criteria)));
  const update = () => {
    const head = shown.reduce((latest, decision) => (decision.sequence > latest.sequence ? decision : latest));
    count.replaceChildren(`${plural(shown.length, "decision")} shown. Entry ${head.sequence} has the hash `, element("code", {}, head.hash), ".");
    more.hidden = !cursor;
  };
  more.addEventListener("click", async () => {
    const page = await get(withQuery(`${packPath}/decisions`, { limit: 200, cursor }));
    shown = [...shown, ...page.items];
    cursor = page.next_cursor;
    rows.tBodies[0].append(...page.items.map((decision) => label(row(decision, names, criteria), HEAD)));
    update();
  });
  place.replaceChildren(count, element("div", { class: "scroll" }, rows), more);
  update();
}

async function refresh() {
  try {
    await show();
  } catch (problem) {
    byId("log").replaceChildren(faultBlock(problem, { kept: "The log itself is kept by the server.", retry: refresh }));
  }
}

refresh();
