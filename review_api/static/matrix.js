// The gap matrix: criteria in rows, documents in columns, counts that lead to their passages.

import { cutMiddle, element, fileName, plural } from "./element.js";
import { reviewLink } from "./pack.js";
import { isRead, STATUS } from "./wording.js";

/** From strongest to weakest evidence; a cell takes the tone of its strongest. */
const STRENGTH = ["implemented", "commitment", "supplier_requirement", "negative", "context"];

function key(criterion, document) {
  return `${criterion}\n${document}`;
}

function tally(suggestions) {
  const cells = new Map();
  for (const suggestion of suggestions) {
    const at = key(suggestion.criterion, suggestion.document);
    if (!cells.has(at)) cells.set(at, { open: 0, accepted: 0, rejected: 0, standing: [] });
    const cell = cells.get(at);
    cell[suggestion.state] += 1;
    if (suggestion.state !== "rejected") cell.standing.push(suggestion);
  }
  return cells;
}

/** The status that a cell shows: of accepted passages when there are any, else of the open ones. */
function strongest(cell) {
  const accepted = cell.standing.filter((suggestion) => suggestion.state === "accepted");
  const from = accepted.length > 0 ? accepted : cell.standing;
  return STRENGTH.find((status) => from.some((suggestion) => suggestion.status === status)) ?? "context";
}

function cellContent(cell, criterion, document) {
  const status = strongest(cell);
  const negative = status !== "negative" && cell.standing.some((suggestion) => suggestion.status === "negative");
  const words = [cell.open && `${cell.open} open`, cell.accepted && `${cell.accepted} accepted`, cell.rejected && `${cell.rejected} rejected`].filter(Boolean);
  const title = `${criterion.number} ${criterion.name}, ${document.name}: ${words.join(", ")}; ${STATUS[status].name}${negative ? "; some negative" : ""}`;
  if (cell.standing.length === 0) {
    return element("a", { class: "cell none", title, "aria-label": title,
      href: reviewLink({ criterion: criterion.number, document: document.id, state: "all" }) }, "✕");
  }
  return element("a", {
    class: "cell", title, "aria-label": title,
    href: reviewLink({ criterion: criterion.number, document: document.id, state: cell.open ? "open" : "all" }),
  }, element("span", {}, cell.open || ""), cell.accepted > 0 && element("span", { class: "taken" }, `✓${cell.accepted}`),
  element("b", {}, STATUS[status].letter + (negative ? "N" : "")));
}

function totalCell(cells, criterion, documents, account) {
  const own = documents.map((document) => cells.get(key(criterion.number, document.id))).filter(Boolean);
  const sum = (name) => own.reduce((total, cell) => total + cell[name], 0);
  const [open, accepted] = [sum("open"), sum("accepted")];
  if (open + accepted > 0) {
    return element("td", { class: "total" }, element("a", { href: reviewLink({ criterion: criterion.number, state: open ? "open" : "all" }) },
      [open > 0 && `${open} open`, accepted > 0 && `${accepted} accepted`].filter(Boolean).join(", ")));
  }
  const unread = account.unread + account.refused > 0
    ? `; ${[account.unread > 0 && plural(account.unread, "page"), account.refused > 0 && plural(account.refused, "file")].filter(Boolean).join(" and ")} unread` : "";
  return element("td", { class: "total gap" }, `none in ${plural(account.read, "page")} read${unread}`);
}

function heading(documents) {
  return element("thead", {}, element("tr", {},
    element("th", { scope: "col", class: "criterion" }, "Criterion"),
    documents.map((document) => element("th", { scope: "col", class: "document", title: document.name },
      element("span", {}, cutMiddle(fileName(document.name), 22)))),
    element("th", { scope: "col", class: "total" }, "In the pack")));
}

function bodyOf(category, criteria, documents, cells, account) {
  const blind = new Set(documents.filter((document) => !document.pages.some(isRead)).map((document) => document.id));
  return element("tbody", {},
    element("tr", { class: "category" }, element("th", { scope: "rowgroup", colspan: documents.length + 2 }, element("span", {}, category))),
    criteria.map((criterion) => element("tr", { "data-criterion": criterion.number },
      element("th", { scope: "row", class: "criterion", title: criterion.name }, element("b", {}, criterion.number), ` ${criterion.name}`),
      documents.map((document) => {
        const cell = cells.get(key(criterion.number, document.id));
        if (cell) return element("td", { class: cell.standing.length > 0 ? `tone-${strongest(cell)}` : "" }, cellContent(cell, criterion, document));
        return blind.has(document.id)
          ? element("td", { class: "hatch", title: `${document.name}: not read` }, element("span", { class: "visually-hidden" }, "not read"))
          : element("td", { class: "blank" }, element("span", { class: "visually-hidden" }, "none"));
      }),
      totalCell(cells, criterion, documents, account))));
}

function legend() {
  return element("p", { class: "legend" },
    STRENGTH.map((status) => element("span", {}, element("b", { class: `swatch tone-${status}` }, STATUS[status].letter), ` ${STATUS[status].name}`)),
    element("span", {}, element("b", { class: "swatch taken" }, "✓2"), " accepted"),
    element("span", {}, element("b", { class: "swatch" }, "3"), " open"),
    element("span", {}, element("b", { class: "swatch hatch" }), " nothing of the document was read"));
}

/** The matrix with its legend. `suggestions` are all of the pack, whatever their state. */
export function gapMatrix(framework, documents, suggestions) {
  const cells = tally(suggestions);
  const pages = documents.flatMap((document) => document.pages);
  const read = pages.filter(isRead).length;
  const account = { read, unread: pages.length - read, refused: documents.filter((document) => document.error && document.pages.length === 0).length };
  const categories = framework.categories.filter((category) => framework.criteria.some((criterion) => criterion.category === category));
  return element("div", {}, legend(), element("div", { class: "scroll matrix-scroll", tabindex: "0", role: "region", "aria-label": "Criteria and documents" },
    element("table", { class: "matrix" }, heading(documents),
      categories.map((category) => bodyOf(category, framework.criteria.filter((criterion) => criterion.category === category), documents, cells, account)))));
}
