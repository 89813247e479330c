import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { compose, MIME, openSes } from "../support/open-ses.ts";

const invalid = (message: string) => ({ name: "InvalidParameterValue", $fault: "client", message });

describe("a message that SES passes on", () => {
  it("carries SES's Message-ID and Date in place of the sender's, and is else as it was", async () => {
    const { ses, send } = await openSes({ region: "eu-central-1" });
    const mime = `Message-ID: <mine@example.com>\r\nDate: Thu, 1 Jan 1970 00:00:00 +0000\r\n${MIME}`;
    const { MessageId } = await send(mime);
    expect(MessageId).toMatch(/^0107/);
    const mail = await ses.inbox.get(MessageId ?? "");
    expect(mail?.headers).toMatchObject({
      "message-id": `<${MessageId}@eu-central-1.amazonses.com>`,
      date: "Sun, 01 Mar 2026 12:00:00 +0000",
    });
    expect(mail?.raw).toBe(
      `From: sender@example.com\r\nTo: ada@example.com\r\nSubject: Hello\r\nMessage-ID: <${MessageId}@eu-central-1.amazonses.com>\r\nDate: Sun, 01 Mar 2026 12:00:00 +0000\r\n\r\nHello, Ada\r\n`,
    );
    expect(String(ses.inbox.source(MessageId ?? "", "sender"))).toBe(mime);
  });

  it("takes tags and configuration set from its headers, keeps neither, and prefers the request's tags", async () => {
    const { ses, send } = await openSes();
    const mime = `X-SES-MESSAGE-TAGS: kind=order, run=7\r\nX-SES-CONFIGURATION-SET: set-1\r\n${MIME}`;
    const first = (await send(mime)).MessageId ?? "";
    const tags = { kind: "order", run: "7" };
    expect(await ses.inbox.get(first)).toMatchObject({ tags, configurationSet: "set-1" });
    expect((await ses.inbox.get(first))?.raw).not.toMatch(/x-ses-/i);
    const second = (await send(mime, { Tags: [{ Name: "own", Value: "1" }] })).MessageId ?? "";
    expect((await ses.inbox.get(second))?.tags).toEqual({ own: "1" });
  });

  it("has its attachments and inline pictures, byte for byte", async () => {
    const { ses, send } = await openSes();
    const picture = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const mime = await compose({
      from: "sender@example.com",
      to: "ada@example.com",
      subject: "x",
      html: '<img src="cid:pic@x">',
      attachments: [
        { filename: "Größe.png", content: picture, cid: "pic@x", contentType: "image/png" },
        { filename: "list.csv", content: "a,b\r\n" },
      ],
    });
    const { MessageId = "" } = await send(mime);
    expect((await ses.inbox.get(MessageId))?.attachments).toEqual([
      { index: 0, name: "Größe.png", type: "image/png", bytes: 256, contentId: "pic@x" },
      { index: 1, name: "list.csv", type: "text/csv", bytes: 5, contentId: "" },
    ]);
    expect(await ses.inbox.attachment(MessageId, 0)).toEqual(picture);
    expect(await ses.inbox.attachment(MessageId, 2)).toBeUndefined();
    const hash = (bytes: Buffer | undefined) =>
      createHash("sha256")
        .update(bytes ?? "")
        .digest("hex");
    expect(hash(ses.inbox.source(MessageId, "sender"))).toBe(hash(mime));
  });

  it("goes to the stated recipients alone, whoever its headers name", async () => {
    const { ses, send } = await openSes();
    await send(MIME.replace("ada@", "eve@").replace("Subject", "Bcc: eve@example.com\r\nSubject"));
    expect((await ses.inbox.list())[0]).toMatchObject({ to: ["ada@example.com"], cc: [] });
  });
});

describe("a message that SES refuses", () => {
  it.each([
    ["a line that is no header", MIME.replace("Subject:", "Subject"), "Illegal header 'Subject Hello'."],
    ["a header without a name", `: x\r\n${MIME}`, "Empty header names are illegal."],
    ["a header with a space in its name", `Not a name: x\r\n${MIME}`, "Illegal header 'Not a name'."],
    [
      "a second Reply-To that got in by a line break",
      MIME.replace("Hello", "Hello\r\nReply-To: a@b.c\r\nReply-To: d@e.f"),
      "Duplicate header 'Reply-To'.",
    ],
    [
      "a second To that got in by a lone CR",
      MIME.replace("Hello", "Hello\rTo: eve@example.com"),
      "Duplicate header 'To'.",
    ],
    [
      "a second Subject that got in by a lone LF",
      MIME.replace("ada@", "Ada\nSubject: x"),
      "Duplicate header 'Subject'.",
    ],
    [
      "parts but no boundary",
      MIME.replace("\r\n\r\n", "\r\nContent-Type: multipart/mixed\r\n\r\n"),
      "Missing start boundary",
    ],
    [
      "a boundary that its body does not have",
      MIME.replace("\r\n\r\n", '\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'),
      "Missing start boundary",
    ],
    [
      "an encoding that nobody knows",
      MIME.replace("\r\n\r\n", "\r\nContent-Transfer-Encoding: rot13\r\n\r\n"),
      "Unknown encoding: rot13",
    ],
  ])("has %s", async (_, mime, message) => {
    const { ses, send } = await openSes();
    await expect(send(mime)).rejects.toMatchObject(invalid(message));
    expect(await ses.inbox.list()).toEqual([]);
  });

  it("is none whose From has a quoted name", async () => {
    const { ses, send } = await openSes();
    await send(
      MIME.replace("From: ", 'From: "Juniper & Oak, Ltd." <').replace("example.com", "example.com>"),
    );
    expect((await ses.inbox.list())[0]?.from).toBe('"Juniper & Oak, Ltd." <sender@example.com>');
  });

  it("is none that folds its headers", async () => {
    const { ses, send } = await openSes();
    await send(MIME.replace("Hello", "Hello,\r\n you\r\n there"));
    expect((await ses.inbox.list())[0]?.subject).toBe("Hello, you there");
  });
});
