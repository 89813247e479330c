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
    ["of another type", { ...event(), detail: { ...event().detail, eventType: "Open" } }, "type"],
    [
      "of a type that every object has",
      { ...event(), detail: { ...event().detail, eventType: "toString" } },
      "type",
    ],
    ["without a tag", event({}), "no tag"],
    ["with somebody else's tag", event({ "rowbell-delivery": "newsletter-7" }), "no tag"],
    ["with a tag that cannot be decoded", event({ "rowbell-delivery": "_ZZ_40" }), "no tag"],
  ])("%s is ignored, with the reason", (_name, given, reason) => {
    expect(readSesEvent(given)).toEqual({ ignored: expect.stringContaining(reason) });
  });

  const at = "2026-05-04T09:00:30.000Z";
  const recipient = "ada@example.com";
  const told = (happened: Parameters<typeof sesEvent>[1]) =>
    readSesEvent(sesEvent(mail, happened, surroundings));

  it.each([
    [{ type: "Delivery", recipient }, { state: "delivered" }],
    [{ type: "DeliveryDelay", recipient, seconds: 900 }, { state: "delayed" }],
    [
      { type: "Bounce", recipient, bounceType: "Permanent", bounceSubType: "General" },
      { state: "bounced", isForGood: true, reason: "does not exist" },
    ],
    [
      { type: "Bounce", recipient, bounceType: "Permanent", bounceSubType: "OnAccountSuppressionList" },
      { state: "bounced", isForGood: true, reason: expect.stringContaining("SES mails no more") },
    ],
    [
      { type: "Bounce", recipient, bounceType: "Transient", bounceSubType: "MailboxFull" },
      { state: "bounced", reason: "has a full mailbox" },
    ],
    [
      { type: "Bounce", recipient, bounceType: "Undetermined", bounceSubType: "Undetermined" },
      { state: "bounced", reason: "could not be reached" },
    ],
    [
      { type: "Complaint", recipient },
      { state: "complained", isForGood: true },
    ],
  ] as const)("tells what became of a mail: %o", (happened, mark) => {
    expect(told({ ...happened, at })).toEqual({
      key: "rule:row@12",
      at: mail.receivedAt,
      reference: mail.id,
      news: { ...mark, at, addresses: [recipient] },
    });
  });

  it.each(["Reject", "Rendering Failure"] as const)(
    "tells of all its recipients where none is named: %s",
    (type) => {
      expect(told({ type, at })).toMatchObject({ news: { state: "rejected", addresses: mail.to } });
    },
  );

  it("makes do with what is there of it", () => {
    const { detail } = sesEvent(
      mail,
      { type: "Bounce", recipient, bounceType: "Permanent", bounceSubType: "General", at },
      surroundings,
    );
    for (const bounce of [undefined, null, [], { bouncedRecipients: [null, 7, {}] }, { bounceType: 1 }])
      expect(readSesEvent({ source: "aws.ses", detail: { ...detail, bounce } })).toMatchObject({
        news: { state: "bounced", at: mail.receivedAt, addresses: mail.to, reason: "could not be reached" },
      });
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
        detail: fc.record({
          eventType: fc.constantFrom("Send", "Bounce", "Complaint", "Delivery"),
          mail: fc.constant(event().detail.mail),
          bounce: fc.jsonValue(),
          complaint: fc.anything(),
        }),
      }),
      fc.jsonValue().map((timestamp) => {
        const given = event();
        return { ...given, detail: { ...given.detail, mail: { ...given.detail.mail, timestamp } } };
      }),
    );
    fc.assert(fc.property(wrong, (given) => void readSesEvent(given)));
  });
});
