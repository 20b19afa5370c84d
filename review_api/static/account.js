// One's own account: set the password, sign out.

import { get, post, remove } from "./api.js";
import { byId } from "./element.js";

const session = await get("/session");
byId("current-row").hidden = !session.account?.has_password;

byId("password-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const fault = byId("fault");
  fault.hidden = byId("done").hidden = true;
  try {
    await post("/session/password", { current: byId("current").value, new: byId("new").value });
    byId("current").value = byId("new").value = "";
    byId("current-row").hidden = byId("done").hidden = false;
  } catch (problem) {
    fault.textContent = `${problem.title} ${problem.detail} ${problem.next}`;
    fault.hidden = false;
  }
});

byId("log-out").addEventListener("click", async () => {
  await remove("/session");
  location.assign("/log-in");
});
