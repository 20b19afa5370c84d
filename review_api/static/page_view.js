// The middle pane: the page image with the passage boxed on it.

import { BASE, Problem, problemOf } from "./api.js";
import { byId, cutMiddle, element, fileName, shape } from "./element.js";
import { boundsOf, mergeLines, outline } from "./lines.js";
import { faultBlock } from "./message.js";
import { isRead, PAGE_FLAG, PAGE_STATUS } from "./wording.js";

const ZOOMS = ["width", "closer", "page"];
const CLOSER = 1.8;
/** Scales the server is asked for: few, so that prefetched images fit whatever the width of the window. */
const SCALES = [1.5, 2, 3, 4];
const PADDING = 16;
const KEPT_IMAGES = 24;

const images = new Map();

function imageFor(documentId, number, scale) {
  const url = `${BASE}/documents/${encodeURIComponent(documentId)}/pages/${number}/image?scale=${scale}`;
  let image = images.get(url);
  if (!image) {
    image = element("img", { alt: `Page ${number}`, draggable: "false" });
    image.src = url;
    images.set(url, image);
    if (images.size > KEPT_IMAGES) images.delete(images.keys().next().value);
  }
  return { image, url };
}

async function problemAt(url) {
  try {
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok) return problemOf(answer.status, await answer.text());
    return new Problem({ code: "image_unreadable", title: "The page image cannot be shown", next: "Reload the page." });
  } catch {
    return new Problem({ code: "server_unreachable", title: "The server cannot be reached", next: "Check that 'assay serve' is running, then reload." });
  }
}

export class PageView {
  constructor({ onPage }) {
    this.viewport = byId("viewport");
    // a page as wide as a telephone cannot be read
    this.zoom = window.matchMedia("(max-width: 640px)").matches ? "closer" : "width";
    this.item = null;
    this.document = null;
    this.number = 1;
    this.marks = [];
    this.onPage = onPage;
    byId("page-before").addEventListener("click", () => this.turn(this.number - 1));
    byId("page-after").addEventListener("click", () => this.turn(this.number + 1));
    new ResizeObserver(() => this.layout()).observe(this.viewport);
  }

  /** Points of page `number`, or null when the document has no such page. */
  page(number = this.number) {
    return this.document?.pages.find((page) => page.number === number) ?? null;
  }

  spans(number) {
    return this.item ? this.item.passage.spans.filter((span) => span.page === number) : [];
  }

  show(item, document) {
    this.item = item;
    this.document = document;
    this.number = item.passage.spans[0]?.page ?? 1;
    this.render();
  }

  /** Loads the image of an item before it is shown. */
  prefetch(item, document) {
    const number = item.passage.spans[0]?.page ?? 1;
    const page = document?.pages.find((one) => one.number === number);
    if (page && page.width > 0) imageFor(document.id, number, this.scaleFor(page)).image.decode().catch(() => {});
  }

  clear(...content) {
    this.item = null;
    this.document = null;
    for (const id of ["document-name", "page-badges", "page-parts", "page-number"]) byId(id).replaceChildren();
    for (const id of ["page-before", "page-after"]) byId(id).disabled = true;
    this.viewport.replaceChildren(...content);
  }

  turn(number) {
    if (!this.page(number)) return;
    this.number = number;
    this.render();
    this.onPage?.(number);
  }

  /** Thin marks at the edge for other suggestions of the page; each is an item of the queue. */
  setMarks(items) {
    this.marks = items;
    this.drawMarks();
  }

  nextZoom() {
    this.zoom = ZOOMS[(ZOOMS.indexOf(this.zoom) + 1) % ZOOMS.length];
    this.render();
    return this.zoom;
  }

  width(page) {
    const fit = Math.max(200, this.viewport.clientWidth - 2 * PADDING);
    if (this.zoom === "closer") return fit * CLOSER;
    if (this.zoom === "page") return Math.min(fit, ((this.viewport.clientHeight - 2 * PADDING) * page.width) / page.height);
    return fit;
  }

  scaleFor(page) {
    const wanted = (this.width(page) / page.width) * Math.min(window.devicePixelRatio || 1, 2);
    return SCALES.find((scale) => scale >= wanted) ?? SCALES.at(-1);
  }

  render() {
    const page = this.page();
    byId("document-name").textContent = cutMiddle(fileName(this.document.name), 48);
    byId("document-name").title = this.document.name;
    byId("page-number").textContent = `p. ${this.number} of ${this.document.pages.length || "?"}`;
    byId("page-before").disabled = !this.page(this.number - 1);
    byId("page-after").disabled = !this.page(this.number + 1);
    this.renderBadges(page);
    this.renderParts();
    if (this.document.error && !page) {
      this.viewport.replaceChildren(faultBlock({ title: "This document could not be read", code: this.document.error.code,
        detail: this.document.error.message, next: this.document.error.next }));
      return;
    }
    if (!page || !(page.width > 0) || !(page.height > 0)) {
      this.viewport.replaceChildren(this.textOnly("This kind of document has no page image; the passage is shown as text."));
      return;
    }
    const { image, url } = imageFor(this.document.id, this.number, this.scaleFor(page));
    const sheet = element("div", { class: "paper", "aria-busy": String(!image.complete) }, image, this.overlay(page));
    this.sheet = sheet;
    image.onload = () => sheet.setAttribute("aria-busy", "false");
    image.onerror = async () => {
      images.delete(url);
      const problem = await problemAt(url);
      if (this.sheet === sheet) this.viewport.replaceChildren(faultBlock(problem, { kept: "The passage itself was read:" }), this.textOnly(""));
    };
    if (image.complete && image.naturalWidth === 0) image.onerror();
    this.viewport.replaceChildren(sheet);
    this.drawMarks();
    this.layout();
    this.centre();
  }

  renderBadges(page) {
    const badges = [];
    if (page && !isRead(page)) badges.push(`! ${PAGE_STATUS[page.status]?.name ?? page.status}`);
    if (page?.status === "ocr") badges.push(PAGE_STATUS.ocr.name);
    for (const flag of page?.flags ?? []) badges.push(PAGE_FLAG[flag] ?? flag);
    byId("page-badges").replaceChildren(...badges.map((text) => element("span", { class: "badge" }, text)));
  }

  /** A switch for passages that go on over a page break. */
  renderParts() {
    const pages = [...new Set(this.item.passage.spans.map((span) => span.page))];
    if (pages.length < 2 && pages.includes(this.number)) {
      byId("page-parts").replaceChildren();
      return;
    }
    byId("page-parts").replaceChildren(...pages.map((number, index) => element("button", {
      type: "button", class: "button small", "aria-pressed": String(number === this.number), onclick: () => this.turn(number),
    }, pages.length > 1 ? `Part ${index + 1}: p. ${number}` : `Back to p. ${number}`)));
  }

  textOnly(reason) {
    const { passage } = this.item;
    return element("div", { class: "text-page" }, reason && element("p", { class: "quiet" }, reason),
      element("p", { class: "small quiet" }, passage.locator),
      element("blockquote", { lang: passage.language === "und" ? null : passage.language },
        element("span", { class: "quiet" }, `${passage.prefix} `), element("mark", {}, passage.text), element("span", { class: "quiet" }, ` ${passage.suffix}`)));
  }

  overlay(page) {
    const lines = this.spans(this.number).flatMap((span) => mergeLines(span.boxes));
    this.target = boundsOf(lines);
    const drawn = shape("svg", { class: "overlay", viewBox: `0 0 ${page.width} ${page.height}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    if (lines.length === 0) return drawn;
    drawn.append(shape("path", { class: "tint", d: outline(lines) }));
    for (const line of lines) drawn.append(shape("rect", { class: "line", x: line.x0, y: line.y0, width: line.x1 - line.x0, height: line.y1 - line.y0 }));
    return drawn;
  }

  drawMarks() {
    const page = this.page();
    const drawn = this.sheet?.querySelector(".overlay");
    if (!drawn || !page) return;
    for (const mark of drawn.querySelectorAll(".mark")) mark.remove();
    for (const item of this.marks) {
      if (item.id === this.item?.id || item.passage.id === this.item?.passage.id) continue;
      for (const span of item.passage.spans.filter((one) => one.page === this.number)) {
        const box = boundsOf(mergeLines(span.boxes));
        if (box) drawn.append(shape("rect", { class: "mark", x: Math.max(1, box.x0 - 8), y: box.y0, width: 2, height: box.y1 - box.y0 }));
      }
    }
  }

  layout() {
    const page = this.page();
    if (!page || !this.sheet?.isConnected || !(page.width > 0)) return;
    const width = this.width(page);
    this.sheet.style.width = `${width}px`;
    this.sheet.style.height = `${(width * page.height) / page.width}px`;
  }

  centre() {
    const page = this.page();
    if (!this.target || !page) {
      this.viewport.scrollTo(0, 0);
      return;
    }
    const factor = this.width(page) / page.width;
    const [x, y] = [(this.target.x0 + this.target.x1) / 2, (this.target.y0 + this.target.y1) / 2];
    const wide = (this.target.x1 - this.target.x0) * factor > this.viewport.clientWidth - 2 * PADDING;
    const tall = (this.target.y1 - this.target.y0) * factor > this.viewport.clientHeight - 2 * PADDING;
    this.viewport.scrollTo({
      // a passage larger than the pane starts at its first word
      left: wide ? this.target.x0 * factor : x * factor + PADDING - this.viewport.clientWidth / 2,
      top: tall ? this.target.y0 * factor : y * factor + PADDING - this.viewport.clientHeight / 2,
      behavior: "instant",
    });
  }
}
