import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SesEvent } from "../../../../local/aws/ses/events/ses-event.ts";
import { compose, MIME, openSes } from "../support/open-ses.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** An emulator, its clock moved on, and what its target heard, in the order in which it came. */
async function open(options: Parameters<typeof openSes>[0] = {}) {
  const opened = await openSes(options);
  const heard: SesEvent[] = [];
  opened.ses.events.deliverTo(async (event) => void heard.push(event));
  const wait = async (seconds: number) => {
    opened.clock.set(new Date(opened.clock.now().getTime() + seconds * 1000));
    await opened.ses.events.settled();
  };
  /** Sends through a set. @returns the mail's id. */
  const sendTo = async (recipient: string, mime: string | Uint8Array = MIME) =>
    (await opened.send(mime, { ConfigurationSetName: "rowbell", Destinations: [recipient] })).MessageId ?? "";
  const types = () => heard.map(({ detail }) => detail.eventType);
  const admin = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${opened.ses.url}/_admin${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: answer.status, body: (await answer.json()) as { message?: string } };
  };
  return { ...opened, heard, wait, sendTo, types, admin };
}

describe("what becomes of a mail", () => {
  it.each([
    ["success", ["Send", "Delivery"]],
    ["success+any.label", ["Send", "Delivery"]],
    ["bounce+order-7", ["Send", "Bounce"]],
    ["suppressionlist", ["Send", "Bounce"]],
    ["complaint", ["Send", "Delivery", "Complaint"]],
    ["ooto", ["Send", "Delivery", "Bounce"]],
  ])("at the mailbox simulator's %s: %j", async (name, expected) => {
    const { wait, sendTo, types, admin } = await open();
    await sendTo(`${name}@simulator.amazonses.com`);
    await wait(60);
    await wait(60);
    expect(types()).toEqual(expected);
    expect((await admin("GET", "/suppression")).body).toEqual([]);
  });

  it("is told in SES's own shapes", async () => {
    const { heard, wait, sendTo } = await open();
    const mime = `Message-ID: <mine@example.com>\r\nX-SES-MESSAGE-TAGS: run=7\r\n${MIME}`;
    const id = await sendTo("bounce@simulator.amazonses.com", mime);
    await sendTo("complaint@simulator.amazonses.com");
    await wait(60);
    await wait(60);
    const of = (kind: string) => heard.find((event) => event["detail-type"] === kind);
    expect(of("Email Bounced")).toMatchObject({
      version: "0",
      source: "aws.ses",
      time: "2026-03-01T12:00:01Z",
      resources: ["arn:aws:ses:us-east-1:000000000000:configuration-set/rowbell"],
      detail: {
        eventType: "Bounce",
        bounce: {
          bounceType: "Permanent",
          bounceSubType: "General",
          bouncedRecipients: [
            {
              emailAddress: "bounce@simulator.amazonses.com",
              action: "failed",
              status: "5.1.1",
              diagnosticCode: "smtp; 550 5.1.1 user unknown",
            },
          ],
          timestamp: "2026-03-01T12:00:01.000Z",
          feedbackId: expect.stringMatching(/-000000$/),
          reportingMTA: expect.stringMatching(/^dsn; /),
        },
        mail: {
          timestamp: "2026-03-01T12:00:00.000Z",
          source: "sender@example.com",
          sourceArn: "arn:aws:ses:us-east-1:000000000000:identity/example.com",
          messageId: id,
          destination: ["bounce@simulator.amazonses.com"],
          headersTruncated: false,
          headers: expect.arrayContaining([{ name: "Message-ID", value: "<mine@example.com>" }]),
          commonHeaders: { from: ["sender@example.com"], messageId: id, subject: "Hello" },
          tags: { "ses:configuration-set": ["rowbell"], "ses:from-domain": ["example.com"], run: ["7"] },
        },
      },
    });
    expect(of("Email Delivered")?.detail.delivery).toMatchObject({
      processingTimeMillis: 1000,
      recipients: ["complaint@simulator.amazonses.com"],
      smtpResponse: expect.stringMatching(/^250 /),
    });
    expect(of("Email Complaint Received")?.detail.complaint).toMatchObject({
      complainedRecipients: [{ emailAddress: "complaint@simulator.amazonses.com" }],
      complaintSubType: null,
      complaintFeedbackType: "abuse",
    });
  });

  it("is a bounce and a place on the suppression list, after which SES takes mail and sends none", async () => {
    const dataFile = join(temporaryFolder(), "ses.db");
    const first = await open({ dataFile });
    first.ses.knobs.set({ bounceChance: 1 });
    await first.sendTo("Ada@example.com");
    await first.wait(5);
    first.ses.knobs.reset();
    await first.ses.close();
    const { heard, wait, sendTo, types, admin } = await open({ dataFile });
    expect((await admin("GET", "/suppression")).body).toMatchObject([
      { address: "ada@example.com", reason: "BOUNCE" },
    ]);
    await wait(3600);
    heard.splice(0);
    await sendTo("ada@example.com");
    await wait(5);
    expect(types()).toEqual(["Send", "Bounce"]);
    expect(heard.at(-1)?.detail.bounce).toMatchObject({
      bounceType: "Permanent",
      bounceSubType: "OnAccountSuppressionList",
    });
    expect((await admin("DELETE", "/suppression/ada%40example.com")).status).toBe(200);
    await sendTo("ada@example.com");
    await wait(5);
    expect(types().at(-1)).toBe("Delivery");
    expect((await admin("PUT", "/suppression/ada%40example.com", { reason: "boredom" })).status).toBe(400);
  });

  it("leaves the suppression list alone where the knob says so, and when the bounce passes", async () => {
    const { ses, wait, sendTo, admin } = await open();
    ses.knobs.set({ complaintChance: 1, suppression: "bounces" });
    await sendTo("ada@example.com");
    await wait(120);
    ses.knobs.set({ complaintChance: 0, softBounceChance: 1 });
    await sendTo("ada@example.com");
    await wait(120);
    expect((await admin("GET", "/suppression")).body).toEqual([]);
  });

  it("is nothing but a Reject when it carries a virus, even in an attachment", async () => {
    const { wait, sendTo, types, heard } = await open();
    const content = `${String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$`}EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*`;
    const mime = await compose({
      from: "sender@example.com",
      to: "ada@example.com",
      text: "x",
      attachments: [{ filename: "eicar.com", content: Buffer.from(content) }],
    });
    await sendTo("ada@example.com", mime);
    await wait(60);
    expect(types()).toEqual(["Reject"]);
    expect(heard[0]).toMatchObject({
      "detail-type": "Email Rejected",
      detail: { reject: { reason: "Bad content" } },
    });
  });

  it("is a delay and a delivery later, by chance", async () => {
    const { ses, wait, sendTo, types, heard } = await open();
    ses.knobs.set({ delayChance: 1, delaySeconds: 600 });
    await sendTo("ada@example.com");
    await wait(599);
    expect(types()).toEqual(["Send", "DeliveryDelay"]);
    expect(heard[1]).toMatchObject({
      "detail-type": "Email Delivery Delayed",
      detail: {
        deliveryDelay: {
          delayType: "TransientCommunicationFailure",
          expirationTime: "2026-03-02T02:00:00.000Z",
          delayedRecipients: [{ emailAddress: "ada@example.com", status: "4.4.1" }],
        },
      },
    });
    await wait(3);
    expect(types()).toEqual(["Send", "DeliveryDelay", "Delivery"]);
  });
});

describe("a person in the place of the recipient's server", () => {
  it.each([
    ["deliver", ["Send", "Delivery"]],
    ["bounce", ["Send", "Bounce"]],
    ["soft bounce", ["Send", "Bounce"]],
    ["complain", ["Send", "Delivery", "Complaint"]],
    ["delay", ["Send", "DeliveryDelay", "Delivery"]],
    ["reject", ["Send", "Reject"]],
    ["rendering failure", ["Send", "Rendering Failure"]],
  ])("says %s: %j", async (as, expected) => {
    const { ses, wait, sendTo, types, admin } = await open();
    ses.knobs.set({ byHand: true });
    const id = await sendTo("ada@example.com");
    await wait(3600);
    expect(types()).toEqual(["Send"]);
    expect((await admin("POST", `/mails/${id}/act`, { as, recipient: "ada@example.com" })).status).toBe(200);
    await wait(1);
    await wait(1000);
    expect(types()).toEqual(expected);
    expect(ses.happenings.of(id).map(({ type }) => type)).toEqual(expected);
  });

  it("is believed instead of what would have come by itself", async () => {
    const { ses, wait, sendTo, types } = await open();
    const id = await sendTo("ada@example.com");
    ses.act(id, { as: "bounce" });
    await wait(60);
    expect(types()).toEqual(["Send", "Bounce"]);
  });

  it.each([
    [{ as: "shrug" }, "shrug"],
    [{ as: "bounce", recipient: "eve@example.com" }, "it has ada@example.com"],
  ])("cannot say %j", async (wish, message) => {
    const { sendTo, admin } = await open();
    const id = await sendTo("ada@example.com");
    const { status, body } = await admin("POST", `/mails/${id}/act`, wish);
    expect(status).toBe(400);
    expect(body.message).toContain(message);
    expect((await admin("POST", "/mails/unknown/act", { as: "bounce" })).body.message).toContain(
      "no mail unknown",
    );
  });
});

describe("events on their way", () => {
  it.each([
    [{ eventLoss: 1 }, []],
    [{ eventDoubling: 1 }, ["Send", "Send", "Delivery", "Delivery"]],
  ])("by chance: %j", async (knobs, expected) => {
    const { ses, wait, sendTo, types } = await open();
    ses.knobs.set(knobs);
    await sendTo("ada@example.com");
    await wait(60);
    expect(types()).toEqual(expected);
  });

  it("are late by a knob", async () => {
    const { ses, wait, sendTo, types } = await open();
    ses.knobs.set({ eventDelaySeconds: 300 });
    await sendTo("ada@example.com");
    await wait(300);
    expect(types()).toEqual([]);
    await wait(2);
    expect(types()).toEqual(["Send", "Delivery"]);
  });

  it("come out of order by a knob, and none is lost", async () => {
    const { ses, wait, sendTo, types } = await open();
    ses.knobs.set({ eventReordering: 0.5, seed: 5 });
    for (let mail = 0; mail < 10; mail++) await sendTo("ada@example.com");
    for (let step = 0; step < 40; step++) await wait(1);
    expect(types().toSorted()).toEqual([...Array(10).fill("Delivery"), ...Array(10).fill("Send")]);
    expect(types().lastIndexOf("Send")).toBeGreaterThan(types().indexOf("Delivery"));
  });
});
