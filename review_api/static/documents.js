// The documents of a pack with every page accounted for.

import { cutMiddle, element, plural, rowTable } from "./element.js";
import { reviewLink } from "./pack.js";
import { isRead, PAGE_FLAG, PAGE_STATUS } from "./wording.js";

const KINDS = {
  "application/pdf": "PDF",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "DOCX",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
  "application/zip": "ZIP",
};

function size(bytes) {
  if (bytes === null || bytes === undefined) return "";
  return bytes < 100_000 ? `${Math.max(1, Math.round(bytes / 1000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `3`, or `3-5, 9` for the numbers of pages in order. */
export function ranges(numbers) {
  const parts = [];
  for (const number of numbers) {
    const last = parts.at(-1);
    if (last && last[1] === number - 1) last[1] = number;
    else parts.push([number, number]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(", ");
}

function groups(pages, keyOf) {
  const found = new Map();
  for (const page of pages) {
    for (const key of keyOf(page)) found.set(key, [...(found.get(key) ?? []), page]);
  }
  return [...found.values()];
}

function pageFault([first, ...more]) {
  const status = PAGE_STATUS[first.status] ?? { name: first.status };
  const numbers = ranges([first, ...more].map((page) => page.number));
  return element("li", {}, element("strong", {}, `${more.length ? "Pages" : "Page"} ${numbers}`), ` ${status.name}. `,
    first.error && element("code", {}, first.error.code), first.error ? ` ${first.error.message} ` : " ",
    element("span", { class: "quiet" }, first.error?.next ?? status.next ?? ""));
}

function account(document) {
  const unread = document.pages.filter((page) => !isRead(page));
  const flagged = groups(document.pages, (page) => page.flags);
  const lines = groups(unread, (page) => [`${page.status} ${page.error?.code ?? ""} ${page.error?.message ?? ""}`]).map(pageFault);
  for (const pages of flagged) {
    for (const flag of new Set(pages[0].flags)) {
      const numbers = document.pages.filter((page) => page.flags.includes(flag)).map((page) => page.number);
      const text = `p. ${ranges(numbers)}: ${PAGE_FLAG[flag] ?? flag}`;
      if (!lines.some((line) => line.textContent === text)) lines.push(element("li", { class: "quiet" }, text));
    }
  }
  if (document.error) {
    lines.unshift(element("li", {}, element("code", {}, document.error.code), ` ${document.error.message} `,
      element("span", { class: "quiet" }, document.error.next)));
  }
  if (lines.length > 0) return element("ul", { class: "account" }, lines);
  return element("span", { class: "quiet" }, document.pages.length > 0 ? "Every page was read." : "No page.");
}

function row(document) {
  const read = document.pages.filter(isRead).length;
  const unread = document.pages.length - read;
  const cell = (value) => element("td", { class: "number" }, value);
  return element("tr", { "data-document": document.id, class: document.error ? "refused" : "" },
    element("th", { scope: "row" }, element("a", { class: "path", title: document.name, href: reviewLink({ document: document.id, state: "all" }) }, cutMiddle(document.name, 64))),
    element("td", { class: "date" }, KINDS[document.media_type] ?? document.media_type ?? "unknown"),
    cell(size(document.size)), element("td", {}, document.language === "und" ? "" : document.language),
    cell(document.pages.length), cell(read), cell(unread > 0 ? element("strong", {}, `${unread} !`) : "0"),
    element("td", { class: "account-cell" }, account(document)));
}

const HEAD = [
  { text: "Document" }, { text: "Type" }, { text: "Size", number: true }, { text: "Language" }, { text: "Pages", number: true },
  { text: "Read", number: true }, { text: "Unread", number: true }, { text: "What was not read, and what to do" },
];

/** A table with a row for every file that came in, also the refused ones. */
export function documentTable(documents) {
  const unread = documents.flatMap((document) => document.pages).filter((page) => !isRead(page)).length;
  const refused = documents.filter((document) => document.error).length;
  return element("div", { class: "scroll" }, rowTable({ class: "documents" }, HEAD, documents.map(row),
    element("caption", {}, `${plural(documents.length, "file")} came in; ${plural(refused, "file")} and ${plural(unread, "page")} could not be read.`)));
}
