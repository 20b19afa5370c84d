// What the codes of the interface are called on the pages, each with a letter, so that no tone stands alone.

import { element } from "./element.js";

export const STATUS = {
  implemented: { letter: "I", name: "implemented" },
  commitment: { letter: "C", name: "commitment" },
  supplier_requirement: { letter: "S", name: "supplier requirement" },
  negative: { letter: "N", name: "negative" },
  context: { letter: "X", name: "context only" },
};

export const STATE = {
  open: { letter: "○", name: "open" },
  accepted: { letter: "✓", name: "accepted" },
  rejected: { letter: "✕", name: "rejected" },
};

export const VERDICT = {
  accept: "accepted",
  reject: "rejected",
  change: "accepted under another criterion",
  undo: "undone",
};

export const REASONS = [
  { code: "off_topic", name: "Off topic: about something else" },
  { code: "wrong_criterion", name: "Wrong criterion, and no other fits" },
  { code: "not_this_site", name: "Not about this site" },
  { code: "no_practice", name: "Names the topic, shows no practice" },
  { code: "boilerplate", name: "Boilerplate: index, definition, legal text" },
  { code: "duplicate", name: "Duplicate of another passage" },
  { code: "wrong_box", name: "Quote or box is wrong" },
  { code: "other", name: "Other" },
];

export const PAGE_STATUS = {
  text: { letter: "T", name: "text layer read" },
  ocr: { letter: "O", name: "read by character recognition" },
  empty: { letter: "E", name: "empty" },
  image_only: { letter: "P", name: "picture only, not read", next: "Look at the page by eye." },
  failed: { letter: "F", name: "failed, not read" },
  skipped: { letter: "K", name: "skipped, not read" },
};

export const PAGE_FLAG = {
  hidden_text: "hidden text left out",
  off_page_text: "text outside the page left out",
  broken_encoding: "broken text encoding",
  pictures: "pictures not read",
  tracked_changes: "deleted tracked text left out",
  uncalculated: "formulas without a result not read",
};

export const STAGE = {
  received: "Received",
  reading: "Reading documents",
  suggesting: "Finding passages",
  ready: "Ready",
  failed: "Failed",
};

const READ = new Set(["text", "ocr", "empty"]);

export function isRead(page) {
  return READ.has(page.status);
}

export function reasonName(code) {
  return REASONS.find((reason) => reason.code === code)?.name ?? code;
}

/** A chip with letter and word; `kind` chooses the tone. */
export function chip(table, code) {
  const entry = table[code] ?? { letter: "?", name: code };
  return element("span", { class: `chip tone-${code}` }, element("b", {}, entry.letter), ` ${entry.name}`);
}
