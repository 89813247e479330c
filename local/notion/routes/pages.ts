import { createBlocks } from "../blocks.ts";
import { type Call, find, type Route, stampEdit, stampNew } from "../call.ts";
import type { Json, Page, Parent } from "../entities.ts";
import { expectObject } from "../expect.ts";
import { failed, invalid } from "../problem.ts";
import { filterProperties } from "../query/query-rows.ts";
import { renderPage } from "../render/page.ts";
import { refuseTrashed, trashIn } from "../trash.ts";
import { attach, detach } from "../tree.ts";
import { propertiesOf, writeValues } from "../values.ts";

export const pageRoutes: Route[] = [
  { method: "POST", path: "/v1/pages", answer: createPage },
  {
    method: "GET",
    path: "/v1/pages/:page_id",
    answer: (call) => renderPage(pageIn(call), call, filterProperties(call)),
  },
  { method: "PATCH", path: "/v1/pages/:page_id", answer: updatePage },
  { method: "POST", path: "/v1/pages/:page_id/move", answer: movePage },
];

function pageIn(call: Call): Page {
  return find(call, "page", call.params.page_id, "path.page_id");
}

function createPage(call: Call): Json {
  const { body, workspace } = call;
  const parent = parentOf(call);
  const id = workspace.ids.uuid();
  const values = takeNumbers(call, parent);
  const children = body.children === undefined ? [] : body.children;
  const page: Page = {
    kind: "page",
    id,
    parent,
    values,
    content: [],
    icon: body.icon ?? null,
    cover: body.cover ?? null,
    inTrash: false,
    isLocked: false,
    stamp: stampNew(call),
  };
  workspace.store.put(page);
  const blocks = createBlocks(call, children, {
    parent: { type: "page_id", page_id: id },
    pageId: id,
    where: "body.children",
  });
  const full = { ...page, content: blocks.map((block) => block.id) };
  workspace.store.put(full);
  attach(call, parent, id);
  const written = writeValues(call, full, propertiesIn(body));
  return renderPage(written, call, filterProperties(call));
}

function parentOf(call: Call): Parent {
  const given =
    call.body.parent === undefined ? { workspace: true } : expectObject(call.body.parent, "body.parent");
  if (given.workspace === true) return { type: "workspace", workspace: true };
  if (given.page_id !== undefined) {
    return { type: "page_id", page_id: find(call, "page", given.page_id, "body.parent.page_id").id };
  }
  const sourceId = given.data_source_id ?? onlySourceOf(call, given.database_id);
  const source = find(call, "data_source", sourceId, "body.parent.data_source_id");
  if (source.inTrash) throw invalid("Can't create a page in a data source that is in the trash.");
  return { type: "data_source_id", data_source_id: source.id, database_id: source.databaseId };
}

function onlySourceOf(call: Call, databaseId: unknown): string | undefined {
  if (databaseId === undefined) throw failed("body.parent.page_id", "defined", undefined);
  return find(call, "database", databaseId, "body.parent.database_id").dataSourceIds[0];
}

/** The unique ids of a new row; a number is never given twice, whatever becomes of the row. */
function takeNumbers(call: Call, parent: Parent): Json {
  if (parent.type !== "data_source_id") return {};
  const source = find(call, "data_source", parent.data_source_id, "body.parent.data_source_id");
  call.workspace.store.put({ ...source, nextNumber: source.nextNumber + 1 });
  const numbered = source.properties.filter((property) => property.type === "unique_id");
  return Object.fromEntries(numbered.map(({ id }) => [id, source.nextNumber]));
}

function propertiesIn(body: Json): Json {
  return body.properties === undefined ? {} : expectObject(body.properties, "body.properties");
}

function updatePage(call: Call): Json {
  const { body } = call;
  const page = pageIn(call);
  const inTrash = trashIn(call, page.inTrash);
  refuseTrashed(page.inTrash, inTrash);
  const changed: Page = {
    ...page,
    icon: body.icon === undefined ? page.icon : body.icon,
    cover: body.cover === undefined ? page.cover : body.cover,
    isLocked: typeof body.is_locked === "boolean" ? body.is_locked : page.isLocked,
    content: body.erase_content === true ? [] : page.content,
    inTrash,
    stamp: stampEdit(call, page.stamp),
  };
  return renderPage(writeValues(call, changed, propertiesIn(body)), call, filterProperties(call));
}

/** A page keeps its id and its times of creation wherever it goes. Notion takes a page or a data source for its new parent. */
function movePage(call: Call): Json {
  const page = pageIn(call);
  refuseTrashed(page.inTrash, true);
  const given = expectObject(call.body.parent, "body.parent");
  if (given.page_id === undefined && given.data_source_id === undefined)
    throw failed("body.parent.page_id", "defined", undefined);
  const parent = parentOf(call);
  detach(call, page.parent, page.id);
  const values = { ...carriedOver(call, page, parent), ...takeNumbers(call, parent) };
  const moved: Page = { ...page, parent, values, stamp: stampEdit(call, page.stamp) };
  call.workspace.store.put(moved);
  attach(call, parent, page.id);
  return renderPage(moved, call);
}

/** What finds a column of its name and type at the new place. What becomes of the rest at Notion is not documented. */
function carriedOver(call: Call, page: Page, parent: Parent): Json {
  const before = propertiesOf(call, page);
  const after = propertiesOf(call, { ...page, parent });
  const pairs = after.flatMap((property) => {
    const same = before.find(
      ({ id, name, type }) =>
        type === property.type && (name === property.name || (id === "title" && property.id === "title")),
    );
    const value = same && page.values[same.id];
    return value === undefined ? [] : [[property.id, value]];
  });
  return Object.fromEntries(pairs);
}
