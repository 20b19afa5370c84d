// The left pane: suggestions in order, one of them chosen.

import { get, withQuery } from "./api.js";
import { byId, cutMiddle, element, fileName } from "./element.js";
import { packPath } from "./pack.js";
import { STATE } from "./wording.js";

const PAGE_SIZE = 100;
/** More items are fetched when fewer than this many are left after the chosen one. */
const LOOKAHEAD = 30;

function firstPage(item) {
  return item.passage.spans[0]?.page ?? 1;
}

function place(item) {
  const pages = item.passage.spans.map((span) => span.page);
  return pages.length > 1 ? `p. ${pages[0]}-${pages.at(-1)}` : `p. ${firstPage(item)}`;
}

function optionOf(item, onChoose) {
  const bar = element("span", { class: "score-fill" });
  bar.style.width = `${Math.round(item.score * 100)}%`;
  const decided = item.state !== "open";
  return element("div", { class: `item ${item.state}`, role: "option", id: `item-${item.id}`, "aria-selected": "false", "data-id": item.id, onclick: () => onChoose(item) },
    element("span", { class: "item-number", title: item.criterion_name }, item.criterion),
    element("span", { class: "item-words" }, decided && element("b", { title: STATE[item.state].name }, `${STATE[item.state].letter} `), item.passage.text.slice(0, 120)),
    element("span", { class: "item-place", title: item.document_name },
      element("span", { class: "item-document" }, cutMiddle(fileName(item.document_name), 18)), element("span", {}, place(item))),
    element("span", { class: "item-score", title: `Score ${item.score.toFixed(2)}` }, element("span", { class: "score-bar" }, bar), item.score.toFixed(2).replace(/^0/, "")),
    element("span", { class: "item-language" }, item.passage.language === "und" ? "" : item.passage.language));
}

export class Queue {
  constructor({ onSelect }) {
    this.items = [];
    this.current = null;
    this.cursor = null;
    this.loading = null;
    this.filters = {};
    this.list = byId("items");
    this.onSelect = onSelect;
    this.hidden = new Set();
    this.generation = 0;
    this.list.addEventListener("scroll", () => {
      if (this.list.scrollTop + this.list.clientHeight > this.list.scrollHeight - 600) this.more().catch(() => {});
    });
  }

  /** Starts again with the filters as they are; `first` is an item to put on top (a link to one suggestion). */
  async load(first = null) {
    this.generation += 1;
    this.items = first ? [first] : [];
    this.cursor = null;
    this.ended = false;
    this.hidden = new Set(); // decided since the list was loaded
    this.loading = null;
    await this.more();
    this.render();
  }

  /** Fetches the next items, unless there are none left. */
  more() {
    if (this.ended) return Promise.resolve();
    this.loading ??= this.fetchPage(this.generation).finally(() => {
      this.loading = null;
    });
    return this.loading;
  }

  async fetchPage(generation) {
    const page = await get(withQuery(`${packPath}/suggestions`, { ...this.filters, limit: PAGE_SIZE, cursor: this.cursor }));
    if (generation !== this.generation) return; // the filters changed meanwhile
    const known = new Set([...this.items.map((item) => item.id), ...this.hidden]);
    const added = page.items.filter((item) => !known.has(item.id));
    this.items.push(...added);
    this.cursor = page.next_cursor;
    this.ended = !page.next_cursor;
    this.list.append(...added.map((item) => this.option(item)));
  }

  option(item) {
    return optionOf(item, (chosen) => this.select(chosen));
  }

  render() {
    this.list.replaceChildren(...this.items.map((item) => this.option(item)));
    this.markSelected();
  }

  /** Draws one item again after its state changed. */
  redraw(item) {
    byId(`item-${item.id}`)?.replaceWith(this.option(item));
    this.markSelected();
  }

  markSelected() {
    for (const node of this.list.querySelectorAll('[aria-selected="true"]')) node.setAttribute("aria-selected", "false");
    const node = this.current && byId(`item-${this.current.id}`);
    if (!node) {
      this.list.removeAttribute("aria-activedescendant");
      return;
    }
    node.setAttribute("aria-selected", "true");
    this.list.setAttribute("aria-activedescendant", node.id);
    // scrollIntoView() would also move the frame on small screens
    const [top, bottom] = [node.offsetTop - this.list.offsetTop, node.offsetTop - this.list.offsetTop + node.offsetHeight];
    if (top < this.list.scrollTop) this.list.scrollTop = top - 48;
    else if (bottom > this.list.scrollTop + this.list.clientHeight) this.list.scrollTop = bottom - this.list.clientHeight + 48;
  }

  select(item) {
    this.current = item;
    this.markSelected();
    this.onSelect(item);
    if (item && this.items.length - this.items.indexOf(item) < LOOKAHEAD) this.more().catch(() => {});
  }

  position(item = this.current) {
    return this.items.findIndex((one) => one.id === item?.id);
  }

  /** The item `step` places on, or null at the end. */
  neighbour(step) {
    return this.items[this.position() + step] ?? null;
  }

  /** The items that are likely to be shown next, nearest first. */
  upcoming(count) {
    const at = this.position();
    return this.items.slice(at + 1, at + 1 + count);
  }

  /** The first item after the current one that fits, or from the top when none follows; null when there is none. */
  nextThat(fits) {
    const at = this.position();
    const rest = [...this.items.slice(at + 1), ...this.items.slice(0, Math.max(at, 0))];
    return rest.find(fits) ?? null;
  }

  /** Takes an item out of the list and gives its place. */
  remove(item) {
    const at = this.position(item);
    if (at >= 0) this.items.splice(at, 1);
    this.hidden.add(item.id); // a page fetched before the server saved must not bring it back
    byId(`item-${item.id}`)?.remove();
    return at;
  }

  /** Puts an item back at its old place. */
  restore(item, at) {
    this.hidden.delete(item.id);
    const known = this.position(item);
    if (known >= 0) {
      this.items[known] = item;
      this.redraw(item);
      return;
    }
    const index = Math.min(Math.max(at, 0), this.items.length);
    this.items.splice(index, 0, item);
    const node = this.option(item);
    if (this.list.children[index]) this.list.children[index].before(node);
    else this.list.append(node);
  }
}
