// What stands in the place of the page when the queue is empty: why, and what to do next.

import { element, plural } from "./element.js";
import { isFiltered } from "./filters.js";
import { emptyBlock, faultBlock } from "./message.js";
import { isWorking, packPath } from "./pack.js";
import { isRead } from "./wording.js";

function unreadBlock(document) {
  if (document.error) {
    return faultBlock({ title: "This document could not be read", code: document.error.code,
      detail: `${document.name}: ${document.error.message}`, next: document.error.next });
  }
  const unread = document.pages.filter((page) => !isRead(page)).length;
  if (unread === 0) return null;
  return faultBlock({ title: `${plural(unread, "page")} of this document ${unread === 1 ? "was" : "were"} not read`,
    detail: `Pages of ${document.name} may hold evidence that nobody has seen.`, next: "The overview says why; look at these pages by eye." });
}

/** `document` is the one that the filters name, or null; `clear` shows all open suggestions. */
export function queueEmpty(pack, { filters, document, clear, exportAddress }) {
  const { open, accepted, rejected } = pack.suggestions;
  const overview = element("a", { class: "button", href: packPath }, "To the overview");
  if (isFiltered(filters)) {
    const counts = `The pack holds ${open} open, ${accepted} accepted and ${rejected} rejected suggestions.`;
    return [document && unreadBlock(document), emptyBlock("Nothing fits these filters.", counts,
      element("button", { type: "button", class: "button primary", onclick: clear }, "Show all open suggestions"), overview)].filter(Boolean);
  }
  if (isWorking(pack)) {
    const { files, files_done: done } = pack.progress;
    return [emptyBlock("Nothing to review yet.",
      `The pack is being read: ${files > 0 ? `${done} of ${plural(files, "file")}` : "getting ready"}. Suggestions appear here by themselves.`, overview)];
  }
  if (pack.state === "failed" && pack.error) {
    return [faultBlock({ title: "The pack could not be processed", code: pack.error.code, detail: pack.error.message, next: pack.error.next })];
  }
  if (accepted + rejected === 0) {
    return [emptyBlock("No passage was suggested.",
      `${plural(pack.pages_read, "page")} read, ${pack.pages_unread} unread. The overview says what could not be read.`, overview)];
  }
  const pages = pack.pages_unread > 0 ? ` and the ${plural(pack.pages_unread, "unread page")}` : "";
  return [emptyBlock("Every suggestion is decided.", `${accepted} accepted, ${rejected} rejected. Next: export the accepted evidence, or look at the gaps${pages}.`,
    element("a", { class: "button primary", href: exportAddress, "data-export": true, download: true }, "Export XLSX"), overview)];
}
