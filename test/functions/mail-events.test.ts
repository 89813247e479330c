import type { Context } from "aws-lambda";
import { describe, expect, it } from "vitest";
import { createMailEventsHandler } from "../../functions/mail-events/handler.ts";
import type { LogField, MailEventsServices } from "../../shared/ports.ts";

const context = {} as Context;

function open(confirmSent: () => Promise<boolean>) {
  const lines: Record<string, LogField>[] = [];
  const log = { info: (_event: string, fields: Record<string, LogField>) => void lines.push(fields) };
  const readEvent = (event: unknown) =>
    event === "sent"
      ? { key: "rule:row@1", at: "2026-05-04T09:00:20.000Z", reference: "m" }
      : { ignored: "none of ours" };
  const services = {
    log,
    outbox: { confirmSent, flush: async () => {} },
    readEvent,
  } as unknown as MailEventsServices;
  return { lines, handler: createMailEventsHandler(services) };
}

describe("the mail-events handler", () => {
  it("confirms the delivery and says so", async () => {
    const { handler, lines } = open(async () => true);
    await handler("sent", context);
    expect(lines).toEqual([{ key: "rule:row@1", outcome: "confirmed" }]);
  });

  it("lets go what comes too late, and what is none of ours", async () => {
    const { handler, lines } = open(async () => false);
    await handler("sent", context);
    await handler({ source: "aws.s3" }, context);
    expect(lines).toEqual([
      { key: "rule:row@1", outcome: "late" },
      { outcome: "ignored", reason: "none of ours" },
    ]);
  });

  it("fails only when the table does, so that the event is given again", async () => {
    const { handler } = open(async () => {
      throw new Error("throttled");
    });
    await expect(handler("sent", context)).rejects.toThrow("throttled");
  });
});
