// Single keys, which people who type into the page by voice or accident can switch off in the help.

const SETTING = "assay-single-keys";

export function singleKeys() {
  try {
    return localStorage.getItem(SETTING) !== "off";
  } catch {
    return true; // storage may be switched off
  }
}

export function setSingleKeys(on) {
  try {
    localStorage.setItem(SETTING, on ? "on" : "off");
  } catch {
    // holds until the page is left
  }
}

function isTyping(target) {
  return target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null;
}

/** Calls `bindings[key]` on key presses that nobody else wants. */
export function bindKeys(bindings) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]") || isTyping(event.target)) return;
    const { key } = event;
    // space and enter belong to a focused control, or it would do two things at once
    if ((key === " " || key === "Enter") && event.target.closest?.("button, a, summary")) return;
    const run = bindings[key.length === 1 ? key.toLowerCase() : key];
    if (!run || (!singleKeys() && key !== "?" && key.length === 1)) return;
    if (key.startsWith("Arrow") && !event.target.closest?.("#items")) return; // elsewhere arrows scroll
    event.preventDefault();
    if (!event.repeat || key.startsWith("Arrow")) run();
  });
}

/** Calls `actions[id]` on a click of the button `id`; after a click by pointer the focus goes to `rest`. */
export function bindButtons(actions, rest) {
  for (const [id, run] of Object.entries(actions)) {
    document.getElementById(id).addEventListener("click", (event) => {
      // the focus must not stay on the button: the space key, which skips, would press it again
      if (event.detail > 0) rest.focus({ preventScroll: true });
      run();
    });
  }
}
