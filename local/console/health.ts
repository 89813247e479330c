import type { ConsoleParts } from "./console-parts.ts";

/** What Rowbell looks at, by which clock, and how that went last; docs/local.md is its contract. */
export function readHealth({ settings, clock, parts, poller }: ConsoleParts) {
  const last = poller.last();
  return {
    ok: true,
    now: clock.now().toISOString(),
    clock: settings.clock,
    pollSeconds: settings.pollSeconds,
    notion: parts.workspace ? "embedded" : "remote",
    rules: parts.rulesReference,
    demo: parts.workspace?.demo ?? null,
    lastPoll: last ? { at: last.at, problems: last.failures } : null,
  };
}
