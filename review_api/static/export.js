// The export buttons. A plain link would say nothing when the server refuses, so the file is fetched first.

import { problemOf, Problem } from "./api.js";
import { element } from "./element.js";
import { alarm, toast } from "./message.js";

const NAME = /filename="([^"]+)"/;

async function fetched(address) {
  let answer;
  try {
    answer = await fetch(address, { credentials: "same-origin" });
  } catch {
    throw new Problem({ code: "server_unreachable", title: "The export did not come", detail: "No answer came from the review server.",
      next: "Check that 'assay serve' is running, then export again." });
  }
  if (!answer.ok) throw problemOf(answer.status, await answer.text());
  return { content: await answer.blob(), name: NAME.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "" };
}

async function save(link) {
  try {
    const { content, name } = await fetched(link.href);
    const address = URL.createObjectURL(content);
    element("a", { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000); // the browser may ask where to save first
    toast(`Exported the accepted evidence as ${name}.`);
  } catch (problem) {
    alarm(problem, "Your decisions are kept.");
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-export]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  save(link);
});
