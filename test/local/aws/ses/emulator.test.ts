import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { GetSendQuotaCommand, SendEmailCommand } from "@aws-sdk/client-ses";
import { describe, expect, it } from "vitest";
import { compose, MIME, openSes, sendTo } from "../support/open-ses.ts";
import { startOwner } from "../support/start-owner.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const post = (url: string, body: unknown) =>
  fetch(`${url}/_admin/fail`, { method: "POST", body: JSON.stringify(body) });

describe("the inbox of the SES emulator", () => {
  it("shows a mail with its envelope, parts, headers and tags", async () => {
    const { ses, send } = await openSes();
    const mime = await compose({
      from: { name: "Röwbell", address: "sender@example.com" },
      to: "Ada <ada@example.com>",
      cc: "Bob <BOB@example.com>",
      subject: "Größe 🙂 <b>",
      text: "Hello, Ada",
      html: "<p>Hello, <b>Ada</b></p>",
      headers: { "X-Rowbell-Delivery": "rule:row@1", "List-Unsubscribe": "<https://example.com/u>" },
    });
    const { MessageId } = await send(mime, {
      Destinations: ["ada@example.com", "bob@example.com", "hidden@example.com"],
      Tags: [{ Name: "delivery", Value: "a.b@1" }],
      ConfigurationSetName: "rowbell",
    });
    expect(MessageId).toMatch(/^0100[0-9a-f]{12}-[0-9a-f-]{36}-000000$/);
    const [mail] = await ses.inbox.list();
    expect(mail).toEqual({
      id: MessageId,
      from: "Röwbell <sender@example.com>",
      to: ["ada@example.com", "hidden@example.com"],
      cc: ["bob@example.com"],
      subject: "Größe 🙂 <b>",
      text: expect.stringContaining("Hello, Ada"),
      html: expect.stringContaining("<p>Hello, <b>Ada</b></p>"),
      headers: expect.objectContaining({
        "x-rowbell-delivery": "rule:row@1",
        "list-unsubscribe": "<https://example.com/u>",
        subject: "Größe 🙂 <b>",
      }),
      tags: { delivery: "a.b@1" },
      receivedAt: "2026-03-01T12:00:00.000Z",
    });
    expect((await ses.inbox.get(MessageId ?? ""))?.raw).toBe(mime.toString());
    expect(await ses.inbox.get("unknown")).toBeUndefined();
  });

  it("lists the newest first and tells of each new one", async () => {
    const { ses, send } = await openSes();
    const heard: string[] = [];
    const stop = ses.inbox.subscribe(({ subject }) => heard.push(subject));
    for (const subject of ["1", "2", "3"]) await send(MIME.replace("Hello", subject));
    stop();
    await send(MIME.replace("Hello", "4"));
    const subjects = async (limit?: number) => (await ses.inbox.list(limit)).map(({ subject }) => subject);
    expect(await subjects()).toEqual(["4", "3", "2", "1"]);
    expect(await subjects(2)).toEqual(["4", "3"]);
    expect(heard).toEqual(["1", "2", "3"]);
  });

  it("keeps its mails through a restart", async () => {
    const dataFile = join(temporaryFolder(), "mails.db");
    const first = await openSes({ dataFile });
    const { MessageId } = await first.send();
    await first.ses.close();
    const { ses } = await openSes({ dataFile });
    expect(await ses.inbox.get(MessageId ?? "")).toMatchObject({ subject: "Hello", raw: MIME });
  });

  it("has a mail that was answered for though its process is killed", async () => {
    const dataFile = join(temporaryFolder(), "mails.db");
    const { owner, url } = await startOwner("own-ses.ts", dataFile);
    const { MessageId } = await sendTo(url);
    owner.kill("SIGKILL");
    await once(owner, "exit");
    const { ses } = await openSes({ dataFile });
    expect((await ses.inbox.list()).map(({ id }) => id)).toEqual([MessageId]);
  });

  it("names the data file that is damaged", async () => {
    const dataFile = join(temporaryFolder(), "mails.db");
    writeFileSync(dataFile, "no database ".repeat(100));
    await expect(openSes({ dataFile })).rejects.toThrow(`${dataFile} is damaged`);
  });
});

describe("the SES emulator", () => {
  it("counts what was sent in a day", async () => {
    const { client, clock, send } = await openSes();
    await send();
    const sent = async () => (await client.send(new GetSendQuotaCommand())).SentLast24Hours;
    expect(await sent()).toBe(1);
    clock.set(new Date("2026-03-02T12:00:00Z"));
    expect(await sent()).toBe(0);
  });

  it("knows no SendEmail", async () => {
    const { client } = await openSes();
    const Message = { Subject: { Data: "x" }, Body: { Text: { Data: "x" } } };
    const command = new SendEmailCommand({
      Source: "a@b.c",
      Destination: { ToAddresses: ["a@b.c"] },
      Message,
    });
    await expect(client.send(command)).rejects.toThrow("only SendRawEmail and GetSendQuota are");
  });

  it("fails as often as it is asked to, and keeps nothing then", async () => {
    const { ses, send } = await openSes();
    expect((await post(ses.url, { times: 2, code: "MessageRejected" })).status).toBe(200);
    await expect(send()).rejects.toMatchObject({ name: "MessageRejected", $fault: "client" });
    await expect(send()).rejects.toMatchObject({ name: "MessageRejected" });
    expect(await ses.inbox.list()).toEqual([]);
    await send();
    expect(await ses.inbox.list()).toHaveLength(1);
  });

  it("lets the SDK repeat a throttled request", async () => {
    const { ses, send } = await openSes({ maxAttempts: 2 });
    ses.fail({ times: 1 });
    await send();
    expect(await ses.inbox.list()).toHaveLength(1);
  });

  it("keeps the mail and cuts the connection where asked to fail after", async () => {
    const { ses, send } = await openSes();
    await post(ses.url, { times: 1, after: true });
    await expect(send()).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(await ses.inbox.list()).toHaveLength(1);
  });

  it("refuses to fail in a way it does not know", async () => {
    const { ses } = await openSes();
    const answer = await post(ses.url, { times: "twice" });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("times");
  });
});
