// The dialogs of the review screen. Each gives a promise; focus returns to where it was.

import { byId, element } from "./element.js";
import { REASONS } from "./wording.js";

/** Opens a <dialog> and gives what `finish(value)` was called with, or null when it was closed without. */
function ask(dialog, prepare) {
  const before = document.activeElement;
  return new Promise((resolve) => {
    let result = null;
    const finish = (value) => {
      result = value;
      dialog.close();
    };
    const release = prepare(finish);
    dialog.addEventListener("close", () => {
      release?.();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      resolve(result);
    }, { once: true });
    dialog.showModal();
  });
}

/** Asks for the reason of a rejection: `{ reason, note }`, or null. */
export function askReason() {
  const dialog = byId("reject-dialog");
  const note = byId("reject-note");
  return ask(dialog, (finish) => {
    note.value = "";
    const take = (reason) => finish({ reason: reason.code, note: note.value.trim() || null });
    byId("reject-reasons").replaceChildren(...REASONS.map((reason, index) => element("button",
      { type: "button", class: "button reason", "data-reason": reason.code, autofocus: index === 0, onclick: () => take(reason) },
      element("kbd", {}, index + 1), ` ${reason.name}`)));
    const onKey = (event) => {
      if (event.target === note || event.ctrlKey || event.metaKey || event.altKey) return;
      const reason = REASONS[Number(event.key) - 1];
      if (!reason) return;
      event.preventDefault();
      take(reason);
    };
    dialog.addEventListener("keydown", onKey);
    return () => dialog.removeEventListener("keydown", onKey);
  });
}

/** How well a criterion fits what was typed, best first; 0 means not at all. */
function fit(criterion, typed) {
  if (!typed) return 1;
  const name = criterion.name.toLowerCase();
  if (criterion.number === typed) return 6;
  if (criterion.number.startsWith(typed)) return 5;
  if (name.startsWith(typed)) return 4;
  if (typed.split(/\s+/).every((part) => name.includes(part))) return 3;
  const aliases = (criterion.aliases ?? []).some((alias) => alias.toLowerCase().includes(typed));
  if (aliases) return 2;
  return Object.values(criterion.terms ?? {}).flat().some((term) => term.toLowerCase().includes(typed)) ? 1 : 0;
}

/** Asks for another criterion: `{ criterion, note }`, or null. `current` is left out. */
export function askCriterion(criteria, current) {
  const dialog = byId("change-dialog");
  const [find, list, note, button] = [byId("change-find"), byId("change-list"), byId("change-note"), byId("change-take")];
  return ask(dialog, (finish) => {
    let shown = [];
    let at = 0;
    const take = () => shown[at] && finish({ criterion: shown[at], note: note.value.trim() || null });
    const mark = () => {
      [...list.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === at)));
      const node = list.children[at];
      if (node?.id) find.setAttribute("aria-activedescendant", node.id);
      else find.removeAttribute("aria-activedescendant");
      node?.scrollIntoView({ block: "nearest" });
      button.disabled = shown.length === 0;
    };
    const filter = () => {
      const typed = find.value.trim().toLowerCase();
      shown = criteria.filter((criterion) => criterion.number !== current).map((criterion) => ({ criterion, fit: fit(criterion, typed) }))
        .filter((entry) => entry.fit > 0).sort((one, other) => other.fit - one.fit).map((entry) => entry.criterion);
      at = 0;
      list.replaceChildren(...shown.map((criterion, index) => element("div", {
        role: "option", id: `choice-${criterion.number}`, class: "choice", "aria-selected": "false", onclick: () => { at = index; take(); },
      }, element("b", {}, criterion.number), ` ${criterion.name}`, element("span", { class: "small quiet" }, ` ${criterion.category}`))));
      if (shown.length === 0) list.append(element("p", { class: "quiet" }, "No criterion of that number, name or term."));
      mark();
    };
    const onKey = (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        at = Math.max(0, Math.min(shown.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)));
        mark();
      } else if (event.key === "Enter") {
        event.preventDefault();
        take();
      }
    };
    find.value = "";
    note.value = "";
    filter();
    find.addEventListener("input", filter);
    find.addEventListener("keydown", onKey);
    note.addEventListener("keydown", onKey);
    button.addEventListener("click", take);
    queueMicrotask(() => find.focus());
    return () => {
      find.removeEventListener("input", filter);
      find.removeEventListener("keydown", onKey);
      note.removeEventListener("keydown", onKey);
      button.removeEventListener("click", take);
    };
  });
}

/** Shows the keys; `single` says whether single keys decide, `onSingle` is told of a change. */
export function showHelp(keys, single, onSingle) {
  const box = byId("help-single-keys");
  return ask(byId("help-dialog"), () => {
    byId("help-keys").replaceChildren(...keys.flatMap(({ key, name }) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, name)]));
    box.checked = single;
    const onChange = () => onSingle(box.checked);
    box.addEventListener("change", onChange);
    return () => box.removeEventListener("change", onChange);
  });
}
