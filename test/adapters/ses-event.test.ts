import { describe, expect, it } from "vitest";
import { sesEvent } from "../../local/aws/ses/events/ses-event.ts";
import { deliveryTag } from "../../shared/adapters/delivery-tag.ts";
import { readSesEvent } from "../../shared/adapters/ses-event.ts";
import { fc } from "../support/fast-check.ts";

/** A mail as the provider keeps it. */
const mail = {
  id: "0100-message",
  from: "Rowbell <bell@example.com>",
  source: "bell@example.com",
  to: ["ada@example.com"],
  cc: [],
  subject: "Hello",
  text: "",
  html: "",
  headers: {},
  attachments: [],
  configurationSet: "rowbell",
  tags: { "rowbell-delivery": deliveryTag("rule:row@12") },
  receivedAt: "2026-05-04T09:00:20.000Z",
};
const surroundings = {
  raw: Buffer.from("From: Rowbell <bell@example.com>\r\n\r\n"),
  region: "us-east-1",
  id: "event-1",
};
const event = (tags: Record<string, string> = mail.tags) =>
  sesEvent({ ...mail, tags }, { type: "Send", at: "2026-05-04T09:00:20.000Z" }, surroundings);

describe("an event of SES", () => {
  it("tells which delivery was sent, when, and under which message id", () => {
    expect(readSesEvent(event())).toEqual({
      key: "rule:row@12",
      at: "2026-05-04T09:00:20.000Z",
      reference: "0100-message",
    });
  });

  it.each([
    ["of another service", { ...event(), source: "aws.s3" }, "no event of SES"],
    ["of another type", { ...event(), detail: { ...event().detail, eventType: "Bounce" } }, "type"],
    ["without a tag", event({}), "no tag"],
    ["with somebody else's tag", event({ "rowbell-delivery": "newsletter-7" }), "no tag"],
    ["with a tag that cannot be decoded", event({ "rowbell-delivery": "_ZZ_40" }), "no tag"],
  ])("%s is ignored, with the reason", (_name, given, reason) => {
    expect(readSesEvent(given)).toEqual({ ignored: expect.stringContaining(reason) });
  });

  it.each([
    ["a time that is an object", { timestamp: { toString: null } }, "no time"],
    ["a tag that is an object", { tags: { "rowbell-delivery": [{ toString: null }] } }, "no tag"],
  ])("with %s is ignored, with the reason", (_name, wrong, reason) => {
    const given = event();
    const odd = { ...given, detail: { ...given.detail, mail: { ...given.detail.mail, ...wrong } } };
    expect(readSesEvent(odd)).toEqual({ ignored: expect.stringContaining(reason) });
  });

  it("is never trusted to be one", () => {
    const wrong = fc.oneof(
      fc.anything(),
      fc.record({ source: fc.constant("aws.ses"), detail: fc.anything() }),
      fc.record({
        source: fc.constant("aws.ses"),
        detail: fc.record({ eventType: fc.constant("Send"), mail: fc.jsonValue() }),
      }),
      fc.jsonValue().map((timestamp) => {
        const given = event();
        return { ...given, detail: { ...given.detail, mail: { ...given.detail.mail, timestamp } } };
      }),
    );
    fc.assert(fc.property(wrong, (given) => void readSesEvent(given)));
  });
});
