import { type Draft, readDrafts } from "../blocks/drafts.ts";
import { putBlocks } from "../blocks.ts";
import { type Call, type Reply, stampNew } from "../call.ts";
import type { Json, Page, Parent } from "../entities.ts";
import { expectBoolean, expectKeys, expectObject, expectString } from "../expect.ts";
import { writeCover, writeIcon } from "../files/icon.ts";
import { readMarkdown } from "../markdown/read-markdown.ts";
import { failed, invalid } from "../problem.ts";
import { filterProperties } from "../query/query-rows.ts";
import { renderPage } from "../render/page.ts";
import { startTemplate, templateAsked } from "../tasks/template.ts";
import { attach, placeAsked } from "../tree.ts";
import { writeValues } from "../values.ts";
import { parentAsked, parentOf } from "./parent.ts";
import { takeNumbers } from "./take-numbers.ts";

const KEYS = [
  "parent",
  "properties",
  "icon",
  "cover",
  "content",
  "children",
  "markdown",
  "allow_async",
  "template",
  "position",
];

/** `POST /v1/pages`. A template fills the page after the answer; markdown may, but here comes at once. */
export function createPage(call: Call): Json | Reply {
  const { body, workspace } = call;
  expectKeys(body, KEYS, "body");
  const given = parentAsked(call);
  const properties = body.properties === undefined ? {} : expectObject(body.properties, "body.properties");
  const place = placeAsked(call, "page_");
  const template = templateAsked(call);
  const drafts = contentIn(call);
  if (template && drafts.length > 0) throw failed("body.children", "not present", body.children);
  const parent = parentOf(call, given);
  const page: Page = {
    kind: "page",
    id: workspace.ids.uuid(),
    parent,
    values: takeNumbers(call, parent),
    content: [],
    icon: writeIcon(call, body.icon, "body.icon"),
    cover: writeCover(call, body.cover, "body.cover"),
    inTrash: false,
    isLocked: false,
    stamp: stampNew(call),
  };
  workspace.store.put(page);
  const full = withContent(call, page, drafts);
  attach(call, parent, page.id, place);
  const written = writeValues(call, full, properties);
  if (template) startTemplate(call, written, template);
  return renderPage(written, call, filterProperties(call));
}

/** Blocks, or the markdown that says them; `content` is another name for `children`. */
function contentIn(call: Call): Draft[] {
  const { children, content, markdown, allow_async } = call.body;
  if (allow_async !== undefined) expectBoolean(allow_async, "body.allow_async");
  const blocks = children ?? content;
  if (markdown !== undefined) {
    if (blocks !== undefined) throw invalid("Only one of `children` and `markdown` can be given.");
    return readMarkdown(expectString(markdown, "body.markdown", Number.POSITIVE_INFINITY));
  }
  return blocks === undefined
    ? []
    : readDrafts(call, blocks, children === undefined ? "body.content" : "body.children");
}

function withContent(call: Call, page: Page, drafts: Draft[]): Page {
  const parent: Parent = { type: "page_id", page_id: page.id };
  const blocks = putBlocks(call, drafts, { parent, pageId: page.id });
  const full = { ...page, content: blocks.map((block) => block.id) };
  call.workspace.store.put(full);
  return full;
}
