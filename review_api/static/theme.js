// Runs before the first paint, so that a chosen colour scheme never flashes in the other one.
(() => {
  const CHOICES = ["auto", "light", "dark"];
  const LABELS = { auto: "as the system", light: "light", dark: "dark" };

  function chosen() {
    try {
      const kept = localStorage.getItem("assay-theme");
      return CHOICES.includes(kept) ? kept : "auto";
    } catch {
      return "auto"; // storage may be switched off; the system's choice is then the only one
    }
  }

  function apply(choice) {
    document.documentElement.dataset.theme = choice;
    const button = document.getElementById("theme");
    if (button) {
      button.textContent = `◐ ${choice[0].toUpperCase()}${choice.slice(1)}`;
      button.setAttribute("aria-label", `Colours: ${LABELS[choice]}. Press to change.`);
      button.title = `Colours: ${LABELS[choice]}`;
    }
  }

  apply(chosen());
  document.addEventListener("DOMContentLoaded", () => {
    let choice = chosen();
    apply(choice);
    document.getElementById("theme").addEventListener("click", () => {
      choice = CHOICES[(CHOICES.indexOf(choice) + 1) % CHOICES.length];
      apply(choice);
      try {
        localStorage.setItem("assay-theme", choice);
      } catch {
        // the choice then lasts as long as the page
      }
    });
  });
})();
