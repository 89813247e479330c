import type { Workspace } from "../call.ts";
import { applyMarkdown } from "../markdown/apply-markdown.ts";
import { runTask } from "./task.ts";
import { applyTemplate } from "./template.ts";

/** Tasks that were waiting when the workspace was last closed run now. */
export function resumeTasks(workspace: Workspace): void {
  for (const task of workspace.store.ofKind("async_task")) {
    if (task.status !== "queued") continue;
    const carry = task.operation === "" ? applyTemplate : applyMarkdown;
    workspace.later(0, () => runTask(workspace, task.id, carry));
  }
}
