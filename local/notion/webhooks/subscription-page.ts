import type { Hono } from "hono";
import { html } from "hono/html";
import type { Workspace } from "../call.ts";
import { type Html, layout } from "../developer/layout.ts";
import { readOwnForm } from "../developer/read-form.ts";
import type { Subscription } from "../entities.ts";
import { changeSubscription } from "./change-subscription.ts";
import type { Deliveries } from "./deliveries.ts";
import { eventTypes } from "./event.ts";

/** `/_webhooks`: subscriptions, which Notion keeps in its interface alone; there is no API for them. */
export function subscriptionPage(app: Hono, workspace: Workspace, deliveries: Deliveries): void {
  app.get("/_webhooks", (c) => c.html(page(workspace, deliveries)));
  app.post("/_webhooks", async (c) => {
    const form = await readOwnForm(c);
    const wrong = form ? await changeSubscription(form, workspace) : "This form was sent by another site.";
    if (wrong === undefined) return c.redirect("/_webhooks", 303);
    return c.html(page(workspace, deliveries, wrong), 400);
  });
}

function page(workspace: Workspace, { recent }: Deliveries, wrong = ""): Html {
  const { store, users } = workspace;
  const subscriptions = store.ofKind("subscription").filter(({ state }) => state !== "deleted");
  const bots = [...users.values()].filter((user) => user.type === "bot");
  return layout(
    "Webhooks",
    html`${wrong && html`<p role="alert">${wrong}</p>`}
    ${subscriptions.map((one) => shown(one, users.get(one.botId)?.name ?? one.botId))}
    <h2>New subscription</h2>
    <form method="post">
      <label>URL <input type="text" name="url" required /></label>
      <label>Connection <select name="bot">${bots.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></label>
      <label>Version of the API <select name="api_version"><option>2026-03-11</option><option>2025-09-03</option><option>2022-06-28</option></select></label>
      <fieldset><legend>Events; none chosen means all</legend>${eventTypes("2026-03-11").map(typeBox(false))}</fieldset>
      <button name="action" value="create">Create</button>
    </form>
    <h2>Deliveries</h2>
    <table>
      <tr><th>Event</th><th>Of</th><th>Attempt</th><th>Answer</th></tr>
      ${recent.map(
        ({ event, result }) =>
          html`<tr><td>${event.type}</td><td><code>${(event.entity as { id: string }).id}</code></td><td>${event.attempt_number}</td><td>${result}</td></tr>`,
      )}
    </table>`,
  );
}

function shown({ id, url, state, types, apiVersion }: Subscription, connection: string): Html {
  const button = (action: string, label: string) =>
    html`<form method="post" class="inline"><input type="hidden" name="id" value="${id}" /><button name="action" value="${action}">${label}</button></form>`;
  return html`<h2>${connection}: ${state}</h2>
    <p><code>${url}</code>, version ${apiVersion}</p>
    ${state === "pending" ? verification(id) : ""}
    ${state === "pending" ? button("resend", "Send the token again") : ""}
    ${state === "active" ? button("pause", "Pause") : ""}
    ${state === "paused" ? button("resume", "Resume") : ""}
    ${button("delete", "Delete")}
    <details><summary>${types.length} kinds of events</summary>
      <form method="post"><input type="hidden" name="id" value="${id}" />
        ${eventTypes(apiVersion).map((type) => typeBox(types.includes(type))(type))}
        <button name="action" value="types">Save</button></form>
    </details>`;
}

function verification(id: string): Html {
  return html`<form method="post">
    <input type="hidden" name="id" value="${id}" />
    <label>A token was sent to the URL. Paste it here: <input type="text" name="token" /></label>
    <button name="action" value="verify">Verify subscription</button>
  </form>`;
}

const typeBox = (isChecked: boolean) => (type: string) =>
  html`<label><input type="checkbox" name="type" value="${type}" ${isChecked ? "checked" : ""} /> ${type}</label>`;
