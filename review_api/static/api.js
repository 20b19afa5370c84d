// Calls of /api/v1 with the page session. Every fault becomes a Problem, which says what happened and what to do.

export const BASE = "/api/v1";

/** What went wrong with a call, in the words of the server where it had any. */
export class Problem extends Error {
  constructor({ code, title, detail, next, status }) {
    super(detail || title);
    this.code = code;
    this.title = title;
    this.detail = detail || "";
    this.next = next || "";
    this.status = status ?? 0;
  }
}

const UNREACHABLE = {
  code: "server_unreachable",
  title: "The server cannot be reached",
  detail: "No answer came from the review server.",
  next: "Check that 'assay serve' is running, then try again. Decisions that were saved are kept.",
};

/** The Problem that an answer with an error status carries. */
export function problemOf(status, text) {
  try {
    const body = JSON.parse(text);
    if (body.code === "not_signed_in") body.next = "Reload this page to sign in again. Decisions that were saved are kept.";
    return new Problem({ ...body, title: body.title || `Error ${status}`, status });
  } catch {
    return new Problem({
      code: `http_${status}`,
      title: `The server answered with error ${status}`,
      detail: "",
      next: "Reload the page. Decisions that were saved are kept.",
      status,
    });
  }
}

async function call(path, options) {
  let answer;
  try {
    answer = await fetch(BASE + path, { credentials: "same-origin", ...options });
  } catch (fault) {
    if (fault.name === "AbortError") throw fault;
    throw new Problem(UNREACHABLE);
  }
  if (!answer.ok) throw problemOf(answer.status, await answer.text());
  return answer.status === 204 ? null : answer.json();
}

export function get(path) {
  return call(path, { headers: { Accept: "application/json" } });
}

export function post(path, body = {}) {
  return call(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-Assay-Page": "1" },
    body: JSON.stringify(body),
  });
}

export function remove(path) {
  return call(path, { method: "DELETE", headers: { "X-Assay-Page": "1" } });
}

/** A path with its query; empty values are left out. */
export function withQuery(path, query) {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") parts.set(name, value);
  }
  const text = parts.toString();
  return text ? `${path}?${text}` : path;
}

/** Every item of a list, page after page; `each` gets the items so far after each page. */
export async function all(path, query = {}, each = null) {
  const items = [];
  let cursor = null;
  do {
    const page = await get(withQuery(path, { ...query, limit: 500, cursor }));
    items.push(...page.items);
    cursor = page.next_cursor;
    if (each) each(items);
  } while (cursor);
  return items;
}

/** Uploads files as a pack. Gives `{ done, cancel }`; `progress` gets the sent and the total bytes. */
export function upload(entries, { name, framework }, progress) {
  const form = new FormData();
  if (name) form.append("name", name);
  if (framework) form.append("framework", framework);
  for (const { file, path } of entries) form.append("files", file, path);
  const request = new XMLHttpRequest(); // fetch() cannot tell how much was sent
  const done = new Promise((resolve, reject) => {
    request.upload.addEventListener("progress", (event) => progress(event.loaded, event.total));
    request.addEventListener("load", () => {
      if (request.status < 300) resolve(JSON.parse(request.responseText));
      else reject(problemOf(request.status, request.responseText));
    });
    request.addEventListener("error", () => reject(new Problem(UNREACHABLE)));
    request.addEventListener("abort", () => resolve(null));
  });
  request.open("POST", `${BASE}/packs`);
  request.setRequestHeader("X-Assay-Page", "1");
  request.send(form);
  return { done, cancel: () => request.abort() };
}
