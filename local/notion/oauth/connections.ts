import { randomBytes } from "node:crypto";
import type { Hono } from "hono";
import { html } from "hono/html";
import type { Workspace } from "../call.ts";
import { type Html, layout } from "../developer/layout.ts";
import { type Form, readOwnForm } from "../developer/read-form.ts";
import type { Connection } from "../entities.ts";

/** `/_connections`: public connections, which Notion's developers register in its interface. */
export function connectionPage(app: Hono, workspace: Workspace): void {
  app.get("/_connections", (c) => c.html(page(workspace)));
  app.post("/_connections", async (c) => {
    const form = await readOwnForm(c);
    const connection = form && connectionIn(form, workspace);
    if (typeof connection !== "object") {
      return c.html(page(workspace, connection ?? "This form was sent by another site."), 400);
    }
    workspace.store.write(() => workspace.store.put(connection));
    return c.redirect("/_connections", 303);
  });
}

function connectionIn(form: Form, { ids, store, clock }: Workspace): Connection | string {
  const redirectUris = form.get("redirect_uris").split(/\s+/).filter(Boolean);
  if (!form.get("name")) return "Give the connection a name.";
  const wrong = redirectUris.find((uri) => !/^https?:$/.test(URL.parse(uri)?.protocol ?? ""));
  if (wrong !== undefined || redirectUris.length === 0) {
    return `Give at least one redirect URI, each an http or https URL${wrong ? `, unlike ${wrong}` : ""}.`;
  }
  const templateId = form.get("template") || null;
  if (templateId !== null && store.get(templateId)?.kind !== "page") return `There is no page ${templateId}.`;
  const at = clock.now().getTime();
  return {
    kind: "connection",
    id: ids.uuid(),
    name: form.get("name"),
    secret: `secret_${randomBytes(24).toString("hex")}`,
    redirectUris,
    templateId,
    stamp: { createdAt: at, createdBy: "", editedAt: at, editedBy: "", edit: store.nextEdit() },
  };
}

function page({ store }: Workspace, wrong = ""): Html {
  return layout(
    "Public connections",
    html`${wrong && html`<p role="alert">${wrong}</p>`}
    ${store.ofKind("connection").map(shown)}
    <h2>New connection</h2>
    <form method="post">
      <label>Name <input type="text" name="name" required /></label>
      <label>Redirect URIs, one a line <textarea name="redirect_uris" rows="2" required></textarea></label>
      <label>Template: the id of a page people may copy, or nothing <input type="text" name="template" /></label>
      <button>Register</button>
    </form>`,
  );
}

function shown({ id, name, secret, redirectUris, templateId }: Connection): Html {
  return html`<h2>${name}</h2>
    <table>
      <tr><th>OAuth client id</th><td><code>${id}</code></td></tr>
      <tr><th>OAuth client secret</th><td><code>${secret}</code></td></tr>
      <tr><th>Redirect URIs</th><td>${redirectUris.map((uri) => html`<code>${uri}</code> `)}</td></tr>
      ${templateId === null ? "" : html`<tr><th>Template</th><td><code>${templateId}</code></td></tr>`}
    </table>`;
}
