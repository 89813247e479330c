import { type Call, stampEdit } from "../call.ts";
import type { Json, Page } from "../entities.ts";
import { expectBoolean, expectKeys, expectObject } from "../expect.ts";
import { writeCover, writeIcon } from "../files/icon.ts";
import { filterProperties } from "../query/query-rows.ts";
import { renderPage } from "../render/page.ts";
import { startTemplate, templateAsked } from "../tasks/template.ts";
import { refuseTrashed, trashIn } from "../trash.ts";
import { writeValues } from "../values.ts";
import { eraseContent } from "./erase-content.ts";

const KEYS = [
  "properties",
  "icon",
  "cover",
  "is_locked",
  "is_archived",
  "in_trash",
  "archived",
  "template",
  "erase_content",
];

/** `PATCH /v1/pages/{id}`. @param find told after the body's shape. */
export function updatePage(call: Call, find: () => Page): Json {
  const { body } = call;
  expectKeys(body, KEYS, "body");
  const properties = body.properties === undefined ? {} : expectObject(body.properties, "body.properties");
  const asked = trashIn(call);
  const isLocked = flagIn(body, "is_locked");
  const isArchived = flagIn(body, "is_archived");
  const template = templateAsked(call);
  const erases = flagIn(body, "erase_content") === true;
  const page = find();
  const inTrash = asked ?? page.inTrash;
  refuseTrashed(call, page, inTrash);
  const kept = erases ? eraseContent(call, page) : page;
  const changed: Page = {
    ...kept,
    icon: body.icon === undefined ? page.icon : writeIcon(call, body.icon, "body.icon"),
    cover: body.cover === undefined ? page.cover : writeCover(call, body.cover, "body.cover"),
    isLocked: isLocked ?? page.isLocked,
    isArchived: isArchived ?? page.isArchived ?? false,
    inTrash,
    stamp: stampEdit(call, page.stamp),
  };
  const written = writeValues(call, changed, properties);
  if (template) startTemplate(call, written, template);
  return renderPage(written, call, filterProperties(call));
}

function flagIn(body: Json, key: string): boolean | undefined {
  return body[key] === undefined ? undefined : expectBoolean(body[key], `body.${key}`);
}
