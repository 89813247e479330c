import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { NodeEnv } from "../aws/serve-loopback.ts";
import type { ConsoleParts } from "./console-parts.ts";

const heartbeatMs = 15_000;

/** `GET /api/events`: says what has news (`inbox`, `story`, `poll`), so that a page need not ask again and again. */
export function eventRoutes({ story, parts }: ConsoleParts): Hono<NodeEnv> {
  return new Hono<NodeEnv>().get("/events", (c) =>
    streamSSE(c, async (stream) => {
      const say = (event: string) => void stream.writeSSE({ event, data: "" }).catch(() => {});
      const stops = [
        story.subscribe((line) =>
          say(line.event === "poll" || line.event === "poll-failed" ? "poll" : "story"),
        ),
        parts.ses.inbox.subscribe(() => say("inbox")),
      ];
      stream.onAbort(() => {
        for (const stop of stops) stop();
      });
      while (!stream.aborted) {
        await stream.writeSSE({ event: "alive", data: "" });
        await stream.sleep(heartbeatMs);
      }
    }),
  );
}
