import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { SendEmailCommand } from "@aws-sdk/client-ses";
import { describe, expect, it, vi } from "vitest";
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
      source: "sender@example.com",
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
      attachments: [],
      tags: { delivery: "a.b@1" },
      configurationSet: "rowbell",
      receivedAt: "2026-03-01T12:00:00.000Z",
    });
    expect(ses.inbox.source(MessageId ?? "", "sender")).toEqual(mime);
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
    expect(await ses.inbox.get(MessageId ?? "")).toMatchObject({
      subject: "Hello",
      raw: expect.stringContaining("\r\n\r\nHello, Ada\r\n"),
    });
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

  it("still shows the mails of an earlier version, as read", async () => {
    const dataFile = join(temporaryFolder(), "mails.db");
    const older = new DatabaseSync(dataFile);
    older.exec(
      "create table mails (number integer primary key autoincrement, id text not null unique, received_at text not null, mail text not null, raw blob not null)",
    );
    const mail = {
      id: "1",
      from: "a@b.example",
      to: ["c@d.example"],
      cc: [],
      subject: "Old",
      text: "t",
      html: "",
    };
    const rest = { headers: {}, tags: {}, receivedAt: "2026-02-01T00:00:00.000Z" };
    older
      .prepare("insert into mails (id, received_at, mail, raw) values (?, ?, ?, ?)")
      .run("1", rest.receivedAt, JSON.stringify({ ...mail, ...rest }), Buffer.from(MIME));
    older.close();
    const { ses } = await openSes({ dataFile });
    expect(await ses.inbox.list()).toMatchObject([{ subject: "Old", attachments: [] }]);
    expect(ses.lines.all()).toMatchObject([{ id: "1", snippet: "t", attachments: 0, isRead: true }]);
    ses.act("1", { as: "bounce" });
    expect(ses.happenings.of("1")).toMatchObject([{ type: "Bounce" }]);
  });

  it("names the data file that is damaged", async () => {
    const dataFile = join(temporaryFolder(), "mails.db");
    writeFileSync(dataFile, "no database ".repeat(100));
    await expect(openSes({ dataFile })).rejects.toThrow(`${dataFile} is damaged`);
  });
});

describe("the SES emulator", () => {
  it("knows no SendEmail", async () => {
    const { client } = await openSes();
    const Message = { Subject: { Data: "x" }, Body: { Text: { Data: "x" } } };
    const command = new SendEmailCommand({
      Source: "a@b.c",
      Destination: { ToAddresses: ["a@b.c"] },
      Message,
    });
    await expect(client.send(command)).rejects.toThrow(
      "'SendEmail' is not emulated; only these are: SendRawEmail",
    );
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

  it("answers late where a knob says so, by its clock", async () => {
    const { ses, clock, send } = await openSes();
    ses.knobs.set({ slowChance: 1, slowMilliseconds: 60_000 });
    const answered = vi.fn();
    const sent = send().then(answered);
    await vi.waitFor(() => expect(clock.waiting()).toBeGreaterThan(1));
    clock.set(new Date("2026-03-01T12:00:59Z"));
    expect(answered).not.toHaveBeenCalled();
    clock.set(new Date("2026-03-01T12:01:00Z"));
    await sent;
  });

  it.each([
    [{ throttleChance: 1 }, { name: "Throttling", message: "Maximum sending rate exceeded." }, 0],
    [{ failChance: 1 }, { name: "ServiceUnavailable", $metadata: { httpStatusCode: 503 } }, 0],
    [{ failChance: 1, failStatus: "429" }, { $metadata: { httpStatusCode: 429 } }, 0],
    [{ cutChance: 1 }, { code: "ECONNRESET" }, 1],
  ])("fails by chance: %j", async (knobs, error, kept) => {
    const { ses, send } = await openSes();
    ses.knobs.set(knobs);
    await expect(send()).rejects.toMatchObject(error);
    expect(await ses.inbox.list()).toHaveLength(kept);
    ses.knobs.reset();
    await send();
  });

  it("refuses to fail in a way it does not know", async () => {
    const { ses } = await openSes();
    const answer = await post(ses.url, { times: "twice" });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("times");
  });
});
