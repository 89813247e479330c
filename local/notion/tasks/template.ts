import type { Draft } from "../blocks/drafts.ts";
import { placeIn, putBlocks } from "../blocks.ts";
import { type Call, find, stampEdit } from "../call.ts";
import type { AsyncTask, Json, Page } from "../entities.ts";
import { expectKeys, expectObject, expectOneOf, expectString, expectUuid } from "../expect.ts";
import { failed, invalid } from "../problem.ts";
import { childrenOf } from "../render/block.ts";
import { startTask } from "./task.ts";

/** "A few seconds later", says the guide; not how many. */
const AFTER_MS = 2000;

/** A template that a body asks for: its id, or the default one of the data source. */
type Asked = { id: string } | "default";

/** The checked `template` of a body; undefined for none. */
export function templateAsked({ body }: Call): Asked | undefined {
  if (body.template === undefined) return undefined;
  const where = "body.template";
  const given = expectObject(body.template, where);
  const type = expectOneOf(given.type, ["none", "default", "template_id"], `${where}.type`);
  expectKeys(given, type === "template_id" ? ["type", type, "timezone"] : ["type", "timezone"], where);
  if (given.timezone !== undefined) expectString(given.timezone, `${where}.timezone`);
  if (type === "none") return undefined;
  return type === "default" ? "default" : { id: expectUuid(given.template_id, `${where}.template_id`) };
}

/** Has the template fill the page, once the answer is out. */
export function startTemplate(call: Call, page: Page, asked: Asked): void {
  const id = asked === "default" ? defaultOf(call, page) : asked.id;
  const template = find(call, "page", id, "body.template.template_id");
  const started = { ...call, body: { template_id: template.id } };
  startTask(started, { operation: "", pageId: page.id, ms: AFTER_MS }, applyTemplate);
}

function defaultOf({ workspace }: Call, { parent }: Page): string {
  const source = parent.type === "data_source_id" ? workspace.store.get(parent.data_source_id) : undefined;
  const found =
    source?.kind === "data_source" ? source.templates?.find(({ isDefault }) => isDefault) : undefined;
  if (!source) throw failed("body.template", "not present", "default");
  if (!found) throw invalid("The data source has no default template.");
  return found.id;
}

/** Its blocks come behind those of the page; its values, icon and cover where the page has none. */
export function applyTemplate(call: Call, { pageId, body }: AsyncTask): Json {
  const { store } = call.workspace;
  const page = store.get(pageId) as Page;
  const template = store.get(String(body.template_id)) as Page;
  const blocks = putBlocks(call, draftsOf(call, template), placeIn(page));
  store.put({
    ...page,
    values: { ...template.values, ...filled(page.values), ...numbersOf(call, page) },
    icon: page.icon ?? template.icon,
    cover: page.cover ?? template.cover,
    content: [...page.content, ...blocks.map(({ id }) => id)],
    stamp: stampEdit(call, page.stamp),
  });
  return {};
}

function draftsOf(call: Call, holder: Parameters<typeof childrenOf>[0]): Draft[] {
  return childrenOf(holder, call).flatMap((child) =>
    child.kind === "block" ? [{ type: child.type, data: child.data, children: draftsOf(call, child) }] : [],
  );
}

/** An empty title is no title. */
function filled(values: Json): Json {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => !(Array.isArray(value) && value.length === 0)),
  );
}

/** A row keeps its own unique ids. */
function numbersOf({ workspace }: Call, { parent, values }: Page): Json {
  const source = parent.type === "data_source_id" ? workspace.store.get(parent.data_source_id) : undefined;
  if (source?.kind !== "data_source") return {};
  const numbered = source.properties.filter(({ type }) => type === "unique_id");
  return Object.fromEntries(numbered.map(({ id }) => [id, values[id]]));
}
