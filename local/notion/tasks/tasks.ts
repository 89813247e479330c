import type { Hono } from "hono";
import type { Workspace } from "../call.ts";
import type { DataSource, Json } from "../entities.ts";
import { expectBoolean, expectUuid } from "../expect.ts";
import { invalid } from "../problem.ts";
import { readJson } from "../read-call.ts";
import { resumeTasks } from "./resume-tasks.ts";

/**
 * What goes on after an answer. `POST /_admin/templates {page_id, is_default?}` makes a row a template of its data
 * source: Notion's API has no request for that, people do it by hand.
 */
export function tasks(app: Hono, workspace: Workspace): void {
  resumeTasks(workspace);
  app.post("/_admin/templates", async (c) => {
    // JSON only: a form of another site's page could send any other type without asking first.
    if (!c.req.header("content-type")?.startsWith("application/json"))
      throw invalid("Send application/json.");
    const body = await readJson(c);
    workspace.store.write(() => makeTemplate(workspace, body));
    return c.json({ ok: true });
  });
}

function makeTemplate({ store }: Workspace, body: Json): void {
  const id = expectUuid(body.page_id, "body.page_id");
  const isDefault = body.is_default !== undefined && expectBoolean(body.is_default, "body.is_default");
  const page = store.get(id);
  const source =
    page?.kind === "page" && page.parent.type === "data_source_id"
      ? (store.get(page.parent.data_source_id) as DataSource)
      : undefined;
  if (page?.kind !== "page" || !source)
    throw invalid(`body.page_id should be a row of a data source: ${id} is none.`);
  const others = (source.templates ?? [])
    .filter((one) => one.id !== id)
    .map((one) => ({ ...one, isDefault: one.isDefault && !isDefault }));
  store.put({ ...page, isTemplate: true });
  store.put({ ...source, templates: [...others, { id, isDefault }] });
}
