// Files, folders and archives from the drop zone or the file dialogs, sent as one pack.

import { upload } from "./api.js";
import { byId, plural } from "./element.js";
import { faultBlock, toast } from "./message.js";

function fileOf(entry) {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

async function childrenOf(entry) {
  const reader = entry.createReader();
  const children = [];
  for (;;) {
    // readEntries() gives at most 100 entries a call, and none when it is through
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return children;
    children.push(...some);
  }
}

async function walk(entry, prefix) {
  if (entry.isFile) return [{ file: await fileOf(entry), path: prefix + entry.name }];
  const found = [];
  for (const child of await childrenOf(entry)) found.push(...await walk(child, `${prefix}${entry.name}/`));
  return found;
}

async function dropped(transfer) {
  // entries must be taken before the first await: the transfer is emptied when the event is over
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const found = [];
  for (const entry of entries) found.push(...await walk(entry, ""));
  return found;
}

function chosen(input) {
  return [...input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

function megabytes(bytes) {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Wires the form; `onReceived(pack)` is called when the server has the files. */
export function connectUpload({ onReceived }) {
  const zone = byId("drop");
  const state = byId("upload");
  let running = null;

  async function send(entries) {
    if (running) return;
    if (entries.length === 0) {
      toast("Nothing to add: the folder holds no file.");
      return;
    }
    byId("upload-fault").replaceChildren();
    state.hidden = false;
    running = upload(entries, { name: byId("name").value.trim(), framework: byId("framework").value }, (sent, total) => {
      byId("upload-progress").value = total ? sent / total : 0;
      byId("upload-text").textContent = `Sending ${plural(entries.length, "file")}: ${megabytes(sent)} of ${megabytes(total)}`;
    });
    try {
      const pack = await running.done;
      if (pack) {
        toast(`${pack.name} came in; reading has started.`);
        await onReceived(pack);
      } else {
        toast("Upload cancelled; nothing was kept.");
      }
    } catch (problem) {
      byId("upload-fault").replaceChildren(faultBlock(problem, { kept: "Nothing of this upload was kept; earlier packs are unchanged." }));
    } finally {
      running = null;
      state.hidden = true;
    }
  }

  byId("upload-cancel").addEventListener("click", () => running?.cancel());
  for (const input of [byId("files"), byId("folder")]) {
    input.addEventListener("change", () => {
      const entries = chosen(input);
      input.value = "";
      if (entries.length > 0) send(entries);
    });
  }
  zone.addEventListener("submit", (event) => event.preventDefault());
  // a file dropped beside the zone would otherwise replace the page
  for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
  document.addEventListener("dragover", (event) => zone.classList.toggle("over", zone.contains(event.target)));
  document.addEventListener("dragleave", (event) => event.relatedTarget === null && zone.classList.remove("over"));
  document.addEventListener("drop", async (event) => {
    zone.classList.remove("over");
    if (event.dataTransfer.files.length > 0 || event.dataTransfer.items.length > 0) send(await dropped(event.dataTransfer));
  });
}
