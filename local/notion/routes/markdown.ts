import { type Call, find, findBlock, Reply, type Route } from "../call.ts";
import type { Json } from "../entities.ts";
import { applyMarkdown } from "../markdown/apply-markdown.ts";
import { checkEdit } from "../markdown/edit-markdown.ts";
import { renderMarkdown } from "../markdown/render-markdown.ts";
import { notFound } from "../problem.ts";
import { startTask } from "../tasks/task.ts";
import { refuseTrashed } from "../trash.ts";
import { renderTask } from "./async-tasks.ts";

const support = "partial";

export const markdownRoutes: Route[] = [
  {
    method: "GET",
    path: "/v1/pages/:page_id/markdown",
    answer: retrieve,
    needs: "read_content",
    support,
    note: "enhanced markdown of version 1; there are no transcripts to include",
  },
  {
    method: "PATCH",
    path: "/v1/pages/:page_id/markdown",
    answer: update,
    needs: "update_content",
    support,
    note: "enhanced markdown of version 1; with `allow_async` always a task",
  },
];

function retrieve(call: Call): Json {
  const holder = findBlock(call, call.params.page_id, "path.page_id");
  if (holder.kind === "database") throw notFound("page", holder.id, call.actor);
  return renderMarkdown(holder, call);
}

const OPERATION = "PATCH /v1/pages/:page_id/markdown";
const AFTER_MS = 1000;

/** Who allows it waits: Notion may answer at once all the same, this emulator never does. */
function update(call: Call): Json | Reply {
  checkEdit(call.body);
  const page = find(call, "page", call.params.page_id, "path.page_id");
  refuseTrashed(call, page);
  if (call.body.allow_async !== true) return applyMarkdown(call, { pageId: page.id });
  const task = startTask(call, { operation: OPERATION, pageId: page.id, ms: AFTER_MS }, applyMarkdown);
  return new Reply(renderTask(task, call), { status: 202 });
}
