import type { Reply } from "../call.ts";
import { Problem } from "../problem.ts";
import type { Store } from "../store/store.ts";
import type { Knobs } from "./knobs.ts";

/**
 * Does the work of a request; by the knob `failAfterCommit` it may answer as if it had failed, though what it wrote is
 * saved: https://developers.notion.com/reference/request-limits. @throws Problem then
 */
export function mayFailAfterCommit(store: Store, knobs: Knobs, work: () => Reply): Reply {
  let isWritten = false;
  const end = store.onCommit(() => {
    isWritten = true;
  });
  try {
    const answer = store.write(work);
    if (!isWritten || !knobs.happens("failAfterCommit")) return answer;
    throw savedAllTheSame(answer);
  } finally {
    end();
  }
}

function savedAllTheSame({ json }: Reply): Problem {
  const results = Array.isArray(json.results) ? (json.results as { id: string }[]) : undefined;
  return new Problem(
    503,
    "service_unavailable",
    "The change was saved, but the response could not be built in time. Read the object again instead of repeating the write.",
    {
      from: "public_api",
      elapsed_ms: "55000",
      deadline_ms: "55000",
      retry_guidance: ["Read the object again to confirm the saved change.", "Do not repeat the write."],
      ...(typeof json.id === "string" && { committed_resource_id: json.id }),
      ...(results && { committed_child_ids: results.map(({ id }) => id) }),
    },
  );
}
