// What every page of one pack starts from.

import { get } from "./api.js";
import { byId, cutMiddle } from "./element.js";

export const packId = document.body.dataset.pack;
export const packPath = `/packs/${encodeURIComponent(packId)}`;

/** The pack as the server has it now; its name is put into the header. */
export async function loadPack() {
  const pack = await get(packPath);
  const place = byId("pack-name");
  place.textContent = cutMiddle(pack.name, 36);
  place.title = pack.name;
  return pack;
}

export function isWorking(pack) {
  return pack.state !== "ready" && pack.state !== "failed";
}

/** Address of the review screen with filters. */
export function reviewLink(query = {}) {
  const parts = new URLSearchParams(query).toString();
  return `${packPath}/review${parts ? `?${parts}` : ""}`;
}
