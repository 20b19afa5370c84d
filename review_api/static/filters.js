// The filters over the queue: which criterion, document and state, in which order.

import { byId, element } from "./element.js";

const DEFAULTS = { criterion: "", document: "", state: "open", order: "score" };

/** The filters that an address names. */
export function filtersOf(query) {
  return Object.fromEntries(Object.entries(DEFAULTS).map(([name, value]) => [name, query.get(name) ?? value]));
}

/** The parts of an address for filters; those that stand at their default are left out. */
export function queryOf(filters) {
  return Object.fromEntries(Object.entries(filters).filter(([name, value]) => value !== DEFAULTS[name]));
}

export function isFiltered(filters) {
  return Boolean(filters.criterion || filters.document || filters.state !== DEFAULTS.state);
}

/** The same order, everything open. */
export function cleared(filters) {
  return { ...DEFAULTS, order: filters.order };
}

/** Fills the form and calls `onChange(filters)` when one of its fields changes. */
export function bindFilters(filters, { criteria, documents, onChange }) {
  byId("filter-criterion").append(...criteria.map((criterion) => element("option", { value: criterion.number }, `${criterion.number} ${criterion.name}`)));
  byId("filter-document").append(...documents.map((one) => element("option", { value: one.id }, one.error ? `${one.name} (not read)` : one.name)));
  showFilters(filters);
  for (const name of Object.keys(DEFAULTS)) {
    byId(`filter-${name}`).addEventListener("change", () => onChange(shownFilters()));
  }
  byId("filters").addEventListener("submit", (event) => event.preventDefault());
}

export function showFilters(filters) {
  for (const [name, value] of Object.entries(filters)) byId(`filter-${name}`).value = value;
}

function shownFilters() {
  return Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, byId(`filter-${name}`).value]));
}
