import { describe, expect, it, onTestFinished, vi } from "vitest";
import { consoleLog } from "../../shared/adapters/console-log.ts";

describe("the log", () => {
  it("is a line of JSON an event", () => {
    const lines: string[] = [];
    const write = vi
      .spyOn(process.stdout, "write")
      .mockImplementation((line) => lines.push(String(line)) > 0);
    onTestFinished(() => write.mockRestore());
    const log = consoleLog(() => new Date("2026-03-01T12:00:00Z"));
    log.info("poll", { rowsRead: 3, changed: ["a", "b"], missing: undefined });
    log.error("poll-failed", { reason: 'a "line"\nbreak' });
    expect(lines).toEqual([
      '{"time":"2026-03-01T12:00:00.000Z","level":"info","event":"poll","rowsRead":3,"changed":["a","b"]}\n',
      '{"time":"2026-03-01T12:00:00.000Z","level":"error","event":"poll-failed","reason":"a \\"line\\"\\nbreak"}\n',
    ]);
  });
});
