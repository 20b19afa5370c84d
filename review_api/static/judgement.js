// The right pane: the criterion beside the quote, and why the passage was suggested.

import { byId, element, localTime } from "./element.js";
import { chip, reasonName, STATE, STATUS } from "./wording.js";

const EVIDENCE_KIND = {
  P: "policy or procedure",
  S: "management-system record",
  D: "performance data",
  A: "audit finding",
  C: "certificate",
  G: "grievance or remedy record",
  L: "permit or licence",
};
const REASON_KIND = { term: "Term", indicator: "Close to" };

function folded(title, statements) {
  if (!statements || statements.length === 0) return null;
  return element("details", {}, element("summary", {}, `${title} (${statements.length})`),
    element("ul", {}, statements.map((statement) => element("li", {}, statement))));
}

function reasons(item) {
  if (item.reasons.length === 0) return element("p", { class: "quiet" }, "No reason was kept for this suggestion.");
  return element("ul", { class: "why" }, item.reasons.map((reason) => {
    const bar = element("span", { class: "score-fill" });
    bar.style.width = `${Math.round(Math.min(1, reason.weight) * 100)}%`;
    return element("li", {}, element("span", { class: "why-kind" }, REASON_KIND[reason.kind] ?? reason.kind),
      element("span", {}, reason.text), element("span", { class: "score-bar", title: `Weight ${reason.weight.toFixed(2)}` }, bar));
  }));
}

function decisionBlock(item, onUndo) {
  const { decision } = item;
  if (item.state === "open") return null;
  return element("section", { class: `decided ${item.state}` },
    element("h3", {}, "Decision"),
    element("p", {}, chip(STATE, item.state), decision && `${decision.verdict === "change" ? " under another criterion" : ""} by ${decision.who}, ${localTime(decision.at)}`),
    decision?.reason && element("p", {}, reasonName(decision.reason)),
    decision?.note && element("p", { class: "quiet" }, decision.note),
    item.suggested_criterion && item.suggested_criterion !== item.criterion && element("p", {}, `Suggested under criterion ${item.suggested_criterion}.`),
    decision && element("button", { type: "button", class: "button small", onclick: () => onUndo(item) }, "Undo this decision"));
}

/** Characters of the passages around the quote: enough to see where it stands. */
const AROUND = 140;

function around(item, detail) {
  const before = detail ? detail.neighbours.before : item.passage.prefix;
  const after = detail ? detail.neighbours.after : item.passage.suffix;
  return {
    before: before.length > AROUND ? `… ${before.slice(-AROUND)}` : before,
    after: after.length > AROUND ? `${after.slice(0, AROUND)} …` : after,
  };
}

/** Shows an item. `detail` is null until its criterion text has come. */
export function showJudgement(item, detail, { onUndo }) {
  const text = detail?.criterion_text;
  const { before, after } = around(item, detail);
  const panel = byId("judgement");
  panel.replaceChildren(
    element("header", { class: "criterion-head" }, element("span", { class: "criterion-number" }, item.criterion),
      element("div", {}, element("h2", {}, item.criterion_name), text && element("p", { class: "small quiet" }, text.category))),
    decisionBlock(item, onUndo) ?? "",
    element("section", {}, element("h3", {}, "Quote"),
      element("blockquote", { lang: item.passage.language === "und" ? null : item.passage.language },
        element("span", { class: "around" }, `${before} `),
        element("span", { class: "quoted" }, item.passage.text),
        element("span", { class: "around" }, ` ${after}`)),
      element("p", { class: "chips" }, chip(STATUS, item.status), element("span", { class: "chip" }, `score ${item.score.toFixed(2)}`),
        element("span", { class: "chip" }, item.passage.locator || `p. ${item.passage.spans[0]?.page}`)),
      item.passage.heading.length > 0 && element("p", { class: "small quiet" }, `Under: ${item.passage.heading.join(" › ")}`)),
    element("section", {}, element("h3", {}, "Why it was suggested"), reasons(item)),
    text ? element("section", {}, element("h3", {}, "Intent"), element("p", {}, text.intent)) : element("p", { class: "quiet" }, "Loading the criterion …"),
    text ? element("section", {}, element("h3", {}, "What counts"), element("ul", {}, text.evidence.map((indicator) =>
      element("li", {}, element("b", { class: "kind", title: EVIDENCE_KIND[indicator.kind] ?? "" }, indicator.kind), ` ${indicator.text}`)))) : "",
    text ? element("section", { class: "folds" }, folded("Near-misses: does not count", text.near_misses) ?? "", folded("Speaks against it", text.contradictions) ?? "") : "",
    element("p", { class: "small quiet release" }, `Suggested by ${item.release}`));
  panel.scrollTop = 0;
}

export function clearJudgement(...content) {
  byId("judgement").replaceChildren(...content);
}
