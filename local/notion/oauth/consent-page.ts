import { html } from "hono/html";
import type { Workspace } from "../call.ts";
import { type Html, layout } from "../developer/layout.ts";
import type { Database, Page } from "../entities.ts";
import { plainTitle } from "../render/title.ts";
import { templateOf } from "./find.ts";
import { workspaceName } from "./keep-grants.ts";
import type { Ask } from "./read-ask.ts";

/** Notion's picker shows what the person has full access to; here everybody has it. Rows are not picked one by one. */
export function consentPage({ connection, redirectUri }: Ask, workspace: Workspace): Html {
  const people = [...workspace.users.values()].filter((user) => user.type === "person");
  return layout(
    `${connection.name} wants access to ${workspaceName(workspace.users)}`,
    html`<form method="post">
      <p>
        It will be able to read, change and add to the pages you pick and all that is under them, to read comments, and to
        see the people of the workspace.
      </p>
      <label
        >You are
        <select name="user">
          ${people.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}
        </select></label
      >
      <fieldset>
        <legend>Pages to share</legend>
        ${pickable(workspace).map(
          ({ id, depth, title, kind }) =>
            html`<label style="margin-left: ${depth}rem"
              ><input type="checkbox" name="page" value="${id}" /> ${title || "Untitled"}
              ${kind === "database" ? "(database)" : ""}</label
            >`,
        )}
      </fieldset>
      ${templateOf(workspace.store, connection) && templateChoice}
      <p>
        <button name="answer" value="allow">Allow access</button>
        <button name="answer" value="cancel">Cancel</button>
      </p>
      <p>You will go to <code>${redirectUri}</code>.</p>
    </form>`,
  );
}

const templateChoice = html`<label
  ><input type="checkbox" name="template" value="copy" /> Use the template the developer provides: a copy of it is put
  into the workspace and shared</label
>`;

type Pickable = { id: string; kind: "page" | "database"; title: string; depth: number };

function pickable(workspace: Workspace): Pickable[] {
  const { store } = workspace;
  const found: Pickable[] = [];
  const walk = (entity: Page | Database, depth: number): void => {
    if (entity.inTrash) return;
    found.push({ id: entity.id, kind: entity.kind, title: plainTitle(entity.id, { workspace }), depth });
    if (entity.kind === "database") return;
    for (const id of entity.content) {
      const child = store.get(id);
      if (child?.kind === "page" || child?.kind === "database") walk(child, depth + 1);
    }
  };
  for (const entity of store.all()) {
    const isTop =
      (entity.kind === "page" || entity.kind === "database") && entity.parent.type === "workspace";
    if (isTop) walk(entity, 0);
  }
  return found;
}
