// Building elements. Text always goes in as text nodes, so nothing from a document is ever read as markup.

/** An element with attributes, `on…` listeners and children; children that are null or false are left out. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else node.setAttribute(name, String(value));
  }
  append(node, children);
  return node;
}

function append(node, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(node, child);
    else node.append(child);
  }
}

/** An SVG element; coordinates are those of the view box. */
export function shape(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

export function byId(id) {
  return document.getElementById(id);
}

/** A table whose rows become blocks on narrow screens; each cell then shows the head of its column. */
export function rowTable(attributes, head, rows, ...before) {
  for (const row of rows) label(row, head);
  return element("table", { ...attributes, class: `rows ${attributes.class ?? ""}` }, ...before,
    element("thead", {}, element("tr", {}, head.map(({ text, number }) => element("th", { scope: "col", class: number ? "number" : null }, text)))),
    element("tbody", {}, rows));
}

/** Gives the cells of a row the heads of their columns. */
export function label(row, head) {
  [...row.children].forEach((cell, column) => cell.setAttribute("data-label", head[column].text));
  return row;
}

/** `text` with its middle cut out when it is longer than `length`; the end of a file name tells files apart. */
export function cutMiddle(text, length) {
  if (text.length <= length) return text;
  const end = Math.floor((length - 1) * 0.45);
  return `${text.slice(0, length - 1 - end)}…${text.slice(text.length - end)}`;
}

/** The last part of a path inside a pack. */
export function fileName(path) {
  return path.slice(path.lastIndexOf("/") + 1) || path;
}

export function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** `2026-11-22 14:05` in the reader's own time zone, from an ISO 8601 time. */
export function localTime(iso) {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  const two = (number) => String(number).padStart(2, "0");
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
