// Messages to the person: toasts, alerts and blocks that explain a fault. The regions are live, so they are read out.

import { byId, element } from "./element.js";

const TOAST_MILLISECONDS = 7000;

/** Says what was done; `action` is `{ label, run }`, shown as a button. */
export function toast(text, action = null) {
  const button = action && element("button", { type: "button", class: "button small", onclick: () => {
    box.remove();
    action.run();
  } }, action.label);
  const box = element("div", { class: "toast" }, element("span", {}, text), button);
  byId("toasts").replaceChildren(box);
  setTimeout(() => box.remove(), TOAST_MILLISECONDS);
}

/** Says that something failed: what happened, what was kept, what to do. Stays until it is closed. */
export function alarm(problem, kept = "") {
  const box = element("div", { class: "toast alarm" },
    element("span", {}, element("strong", {}, problem.title || "Error"), " ", problem.detail || problem.message || "", " ", kept, " ", problem.next || ""),
    element("button", { type: "button", class: "button small", onclick: () => box.remove() }, "Close"));
  byId("alerts").replaceChildren(box);
}

/** A block that explains a fault where its content would have stood. */
export function faultBlock(problem, { kept = "", retry = null } = {}) {
  return element("div", { class: "fault" },
    element("p", {}, element("strong", {}, problem.title || "Something failed"), " ",
      problem.code && element("code", {}, problem.code)),
    (problem.detail || problem.message) && element("p", {}, problem.detail || problem.message),
    kept && element("p", {}, kept),
    problem.next && element("p", {}, problem.next),
    retry && element("button", { type: "button", class: "button", onclick: retry }, "Try again"));
}

/** A block for a place with nothing in it, which says what to do next. */
export function emptyBlock(title, text, ...actions) {
  return element("div", { class: "empty" },
    element("p", {}, element("strong", {}, title)), text && element("p", {}, text),
    actions.length > 0 && element("p", { class: "actions" }, ...actions));
}
