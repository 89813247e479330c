import { EventEmitter } from "node:events";
import type { Log, LogField } from "../../shared/ports.ts";
import type { Clock } from "../clock.ts";

/** One line the handlers logged. */
export type StoryLine = {
  at: string;
  level: "info" | "error";
  event: string;
  fields: Record<string, LogField>;
};

/** What the handlers said of themselves lately, and whoever wants to hear more. */
export type Story = {
  log: Log;
  lines(): readonly StoryLine[];
  subscribe(listener: (line: StoryLine) => void): () => void;
};

const mostLines = 2_000;

/** Gathers the handlers' log. Problems also go to the terminal, each once until something else happened. */
export function createStory(
  clock: Clock,
  complain: (text: string) => void = (text) => console.error(text),
): Story {
  const lines: StoryLine[] = [];
  const emitter = new EventEmitter().setMaxListeners(0);
  let lastComplaint = "";
  const write = (level: StoryLine["level"], event: string, fields: StoryLine["fields"]) => {
    const line: StoryLine = { at: clock.now().toISOString(), level, event, fields };
    // A poll that found nothing is no story.
    if (event !== "poll" || fields.changes !== 0) lines.push(line);
    if (lines.length > mostLines) lines.shift();
    if (level === "error") {
      const complaint = String(fields.reason ?? event);
      if (complaint !== lastComplaint) complain(`Rowbell: ${complaint}`);
      lastComplaint = complaint;
    } else if (event === "poll") {
      if (lastComplaint !== "") complain("Rowbell: polling works again.");
      lastComplaint = "";
    }
    emitter.emit("line", line);
  };
  return {
    log: {
      info: (event, fields) => write("info", event, fields),
      error: (event, fields) => write("error", event, fields),
    },
    lines: () => lines,
    subscribe: (listener) => {
      emitter.on("line", listener);
      return () => emitter.off("line", listener);
    },
  };
}
