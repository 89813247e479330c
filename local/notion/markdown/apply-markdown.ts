import type { Draft } from "../blocks/drafts.ts";
import { placeIn, putBlocks } from "../blocks.ts";
import { type Call, stampEdit } from "../call.ts";
import type { AsyncTask, Json, Page } from "../entities.ts";
import { isObject } from "../expect.ts";
import { eraseContent } from "../pages/erase-content.ts";
import { invalid } from "../problem.ts";
import { editMarkdown } from "./edit-markdown.ts";
import { readMarkdown } from "./read-markdown.ts";
import { renderMarkdown } from "./render-markdown.ts";
import { writeMarkdown } from "./write-markdown.ts";

/** `PATCH /v1/pages/{id}/markdown`, at once or as a task. Blocks whose markdown stays the same keep their ids. */
export function applyMarkdown(call: Call, { pageId }: Pick<AsyncTask, "pageId">): Json {
  const { store } = call.workspace;
  const page = store.get(pageId) as Page;
  const { segments } = writeMarkdown(page, call);
  const olds = segments.map(({ lines }) => lines.join("\n"));
  const text = editMarkdown(call.body, olds.join("\n"));
  const { head, tail, middle } = whatChanged(olds, text);
  const gone = segments.slice(head, segments.length - tail).map(({ id }) => id);
  const { ids, kept } = replacements(call, page, readMarkdown(middle), gone);
  refuseLoss(
    call,
    gone.filter((id) => !kept.includes(id)),
  );
  const at = head === 0 ? 0 : page.content.indexOf(segments[head - 1]?.id ?? "") + 1;
  const erased = eraseContent(
    call,
    page,
    gone.filter((id) => !kept.includes(id)),
  );
  const others = erased.content.filter((id) => !kept.includes(id));
  const before = others.slice(0, at);
  const content = [...before, ...ids, ...others.slice(at)];
  store.put({ ...erased, content, stamp: stampEdit(call, page.stamp) });
  return renderMarkdown(store.get(pageId) as Page, call);
}

/** How many segments stay at the start and at the end, and the text between them. */
function whatChanged(olds: string[], text: string): { head: number; tail: number; middle: string } {
  let rest = text;
  let head = 0;
  for (const old of olds) {
    if (rest !== old && !rest.startsWith(`${old}\n`)) break;
    rest = rest.slice(old.length + 1);
    head += 1;
  }
  let tail = 0;
  for (const old of olds.slice(head).toReversed()) {
    if (rest !== old && !rest.endsWith(`\n${old}`)) break;
    rest = rest.slice(0, Math.max(0, rest.length - old.length - 1));
    tail += 1;
  }
  return { head, tail, middle: rest };
}

/** New blocks; but a page or database of the page that its tag still names stays the one it is. */
function replacements(
  call: Call,
  page: Page,
  drafts: Draft[],
  gone: string[],
): { ids: string[]; kept: string[] } {
  const kept: string[] = [];
  const ids = drafts.flatMap((draft) => {
    const named = draft.type === "link_to_page" ? String(draft.data[String(draft.data.type)]) : "";
    if (!gone.includes(named)) return putBlocks(call, [draft], placeIn(page)).map(({ id }) => id);
    kept.push(named);
    return [named];
  });
  return { ids, kept };
}

function refuseLoss({ body, workspace }: Call, ids: string[]): void {
  const command = body[String(body.type)];
  if (isObject(command) && command.allow_deleting_content === true) return;
  const lost = ids.filter((id) => workspace.store.get(id)?.kind !== "block");
  if (lost.length === 0) return;
  throw invalid(
    `This would delete ${lost.length} child page(s) or database(s): ${lost.join(", ")}. Set allow_deleting_content to true to do so.`,
  );
}
