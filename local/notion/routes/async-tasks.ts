import type { Call, Route } from "../call.ts";
import type { AsyncTask, Json } from "../entities.ts";
import { notFound } from "../problem.ts";

export const asyncTaskRoutes: Route[] = [
  { method: "GET", path: "/v1/async_tasks/:task_id", answer: retrieveTask, needs: "read_content" },
];

/** A connection sees its own tasks only. */
function retrieveTask(call: Call): Json {
  const id = call.params.task_id ?? "";
  const task = call.workspace.store.get(id);
  const isOwn = task?.kind === "async_task" && task.operation !== "" && task.actorId === call.actor.id;
  if (!isOwn) throw notFound("async task", id, call.actor);
  return renderTask(task, call);
}

/** While it waits it tells when to ask again; then what came of it. Its time is to the millisecond: recorded. */
export function renderTask(task: AsyncTask, { workspace }: Pick<Call, "workspace">): Json {
  const { id, status, operation, stamp, result, error } = task;
  return {
    object: "async_task",
    id,
    status,
    status_url: `${workspace.origin}/v1/async_tasks/${id}`,
    created_time: new Date(stamp.createdAt).toISOString(),
    ...(status === "queued" && { poll_after_seconds: 2 }),
    operation: { surface: "rest", name: operation },
    ...(status === "succeeded" && { result }),
    ...(status === "failed" && { error }),
  };
}
