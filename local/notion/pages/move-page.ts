import { type Call, stampEdit } from "../call.ts";
import type { Entity, Json, Page, Parent } from "../entities.ts";
import { expectObject } from "../expect.ts";
import { fixOne } from "../problem.ts";
import { refuseCircle } from "../refuse-circle.ts";
import { renderPage } from "../render/page.ts";
import { refuseTrashed } from "../trash.ts";
import { attach, detach } from "../tree.ts";
import { propertiesOf } from "../values.ts";
import { parentAsked, parentOf } from "./parent.ts";
import { takeNumbers } from "./take-numbers.ts";

const KEYS = ["page_id", "data_source_id"];

/** A page keeps its id and its times of creation wherever it goes. Notion takes a page or a data source for its new parent. */
export function movePage(call: Call, find: () => Page): Json {
  const given = expectObject(call.body.parent, "body.parent");
  if (!KEYS.some((key) => given[key] !== undefined)) {
    throw fixOne(KEYS.map((key) => `body.parent.${key}`));
  }
  const asked = parentAsked(call);
  const page = find();
  refuseTrashed(call, page);
  const parent = parentOf(call, asked);
  refuseCircle(call, page, parentIn(call, parent));
  detach(call, page.parent, page.id);
  const values = { ...carriedOver(call, page, parent), ...takeNumbers(call, parent) };
  const moved: Page = { ...page, parent, values, stamp: stampEdit(call, page.stamp) };
  call.workspace.store.put(moved);
  attach(call, parent, page.id);
  return renderPage(moved, call);
}

function parentIn({ workspace: { store } }: Call, parent: Parent): Entity | undefined {
  if (parent.type === "page_id") return store.get(parent.page_id);
  return parent.type === "data_source_id" ? store.get(parent.data_source_id) : undefined;
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
