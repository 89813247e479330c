import { type Call, stampNew, type Workspace } from "../call.ts";
import type { AsyncTask, Json } from "../entities.ts";
import { Problem } from "../problem.ts";
import { errorBody } from "../respond.ts";

/** What a kind of task does. It runs inside a write; what it throws is the task's error. */
export type Carry = (call: Call, task: AsyncTask) => Json;

/** Puts a task that runs once about `ms` milliseconds have passed; the answer of its request comes first. */
export function startTask(
  call: Call,
  { operation, pageId, ms }: { operation: string; pageId: string; ms: number },
  carry: Carry,
): AsyncTask {
  const { workspace, actor, body } = call;
  const task: AsyncTask = {
    kind: "async_task",
    id: `task_${workspace.ids.uuid().replaceAll("-", "")}`,
    status: "queued",
    operation,
    pageId,
    actorId: actor.id,
    body,
    result: null,
    error: null,
    stamp: stampNew(call),
  };
  workspace.store.put(task);
  workspace.later(ms, () => runTask(workspace, task.id, carry));
  return task;
}

/** Does nothing when the task has run, or its request came to nothing. */
export function runTask(workspace: Workspace, id: string, carry: Carry): void {
  const { store } = workspace;
  const task = store.get(id);
  if (task?.kind !== "async_task" || task.status !== "queued") return;
  const call = callOf(workspace, task);
  try {
    store.write(() => {
      const result = carry(call, task);
      store.put({ ...task, status: "succeeded", result });
    });
  } catch (error) {
    if (!(error instanceof Problem)) console.error("notion emulator:", error);
    const problem =
      error instanceof Problem
        ? error
        : new Problem(500, "internal_server_error", "Unexpected error occurred.");
    store.write(() => store.put({ ...task, status: "failed", error: errorBody(problem) }));
  }
}

/** The request a task was started by, as its actor would make it again. */
function callOf(workspace: Workspace, { actorId, body }: AsyncTask): Call {
  const user = workspace.users.get(actorId) ?? {
    type: "bot",
    id: actorId,
    name: "",
    workspaceName: "",
  };
  return {
    workspace,
    actor: user,
    grant: { user },
    version: "2026-03-11",
    legacy: false,
    params: {},
    query: new URLSearchParams(),
    body,
  };
}
