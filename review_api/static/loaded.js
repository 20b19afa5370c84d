// Documents and suggestion details that were fetched, so that the next item shows without waiting.

import { get } from "./api.js";

export function suggestionPath(id) {
  return `/suggestions/${encodeURIComponent(id)}`;
}

export class Loaded {
  constructor() {
    this.documents = new Map();
    this.details = new Map();
  }

  detail(id) {
    if (!this.details.has(id)) {
      const asked = get(suggestionPath(id));
      asked.catch(() => this.details.delete(id)); // asked again when the item is shown again
      this.details.set(id, asked);
    }
    return this.details.get(id);
  }

  /** To be called when the suggestion has changed on the server. */
  forget(id) {
    this.details.delete(id);
  }

  async document(id) {
    if (!this.documents.has(id)) this.documents.set(id, await get(`/documents/${encodeURIComponent(id)}`));
    return this.documents.get(id);
  }
}
