import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { NodeEnv } from "../aws/serve-loopback.ts";
import type { ConsoleParts } from "./console-parts.ts";
import { everything, newsOf } from "./workspace-news.ts";

const heartbeatMs = 15_000;

/**
 * `GET /api/events`: says what has news (`inbox`, `story`, `poll`, `workspace`), so that a page need not ask again and
 * again. `workspace` carries what changed in the embedded one.
 */
export function eventRoutes({ story, parts }: ConsoleParts): Hono<NodeEnv> {
  return new Hono<NodeEnv>().get("/events", (c) =>
    streamSSE(c, async (stream) => {
      const say = (event: string, data: unknown = "") =>
        void stream.writeSSE({ event, data: data === "" ? "" : JSON.stringify(data) }).catch(() => {});
      const stops = [
        story.subscribe((line) =>
          say(line.event === "poll" || line.event === "poll-failed" ? "poll" : "story"),
        ),
        parts.ses.inbox.subscribe(() => say("inbox")),
        parts.ses.happenings.subscribe(() => say("inbox")),
        parts.ses.lines.subscribe(() => say("inbox")),
        parts.workspace?.onCommit((changes) => say("workspace", newsOf(changes))),
        parts.workspace?.onReplace(() => say("workspace", everything)),
      ];
      stream.onAbort(() => {
        for (const stop of stops) stop?.();
      });
      while (!stream.aborted) {
        await stream.writeSSE({ event: "alive", data: "" });
        await stream.sleep(heartbeatMs);
      }
    }),
  );
}
