// Sign in by name and password, then go on to where the reader wanted to go.

import { post } from "./api.js";
import { byId } from "./element.js";

/** A path of this server; an address elsewhere could take the reader for a ride. */
function wanted() {
  const next = new URLSearchParams(location.search).get("next") || "/";
  return /^\/(?![/\\])/.test(next) ? next : "/";
}

byId("log-in").addEventListener("submit", async (event) => {
  event.preventDefault();
  const fault = byId("fault");
  fault.hidden = true;
  try {
    await post("/session", { name: byId("name").value, password: byId("password").value });
    location.assign(wanted());
  } catch (problem) {
    fault.textContent = `${problem.title} ${problem.detail} ${problem.next}`;
    fault.hidden = false;
    byId("password").select();
  }
});

byId("name").focus();
