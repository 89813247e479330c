import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SESClient } from "@aws-sdk/client-ses";
import { afterEach, describe, expect, test } from "vitest";
import { type SesEmulator, startSesEmulator } from "../../local/aws/ses/emulator.ts";
import { manualClock } from "../../local/clock.ts";
import { sesMailer } from "../../shared/adapters/ses-mailer.ts";
import { PermanentError, TransientError } from "../../shared/domain/errors.ts";
import type { Mail, Mailer } from "../../shared/ports.ts";

const clock = manualClock(new Date("2026-05-03T09:00:00Z"));
const ended: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

function mailerAt(
  endpoint: string,
  from = "Juniper and Oak <bell@juniper.example>",
  recipientDomains?: string[],
): Mailer {
  const client = new SESClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
    maxAttempts: 1,
  });
  ended.push(() => client.destroy());
  return sesMailer({ client, from, configurationSet: "rowbell", recipientDomains, clock });
}

async function startSes(verified?: string[]): Promise<SesEmulator> {
  const ses = await startSesEmulator({ port: 0, dataFile: ":memory:", clock, verified });
  ended.push(() => ses.close());
  return ses;
}

/** A server that answers every request like this, for what the emulator does not say. */
async function startAnswering(status: number, code: string, message: string): Promise<string> {
  const xml = `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r-1</RequestId></ErrorResponse>`;
  return listen(
    createServer((request, response) => {
      request.resume().on("end", () => response.writeHead(status, { "content-type": "text/xml" }).end(xml));
    }),
  );
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ended.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function aMail(overrides: Partial<Mail> = {}): Mail {
  return {
    key: "0123-rule:4567-row@12",
    to: ["ada@example.com"],
    subject: "Grüße, Ada",
    html: "<p>Hellö</p>",
    text: "Hellö\n",
    files: [],
    ...overrides,
  };
}

async function failure(sent: Promise<unknown>): Promise<unknown> {
  return sent.then(
    () => expect.fail("it was sent"),
    (error: unknown) => error,
  );
}

describe("sending a mail through SES", () => {
  test("hands over both parts, the envelope, the tag and the headers", async () => {
    const ses = await startSes();
    const id = await mailerAt(ses.url).send(aMail({ to: ["ada@example.com", "bo@xn--bcher-kva.example"] }));
    const [mail] = await ses.inbox.list();
    expect(mail).toMatchObject({
      id,
      from: "Juniper and Oak <bell@juniper.example>",
      to: ["ada@example.com", "bo@xn--bcher-kva.example"],
      subject: "Grüße, Ada",
      html: expect.stringMatching(/^<p>Hellö<\/p>\n?$/),
      text: expect.stringMatching(/^Hellö\n+$/),
      tags: { "rowbell-delivery": "0123-rule_3A4567-row_4012" },
      headers: {
        "x-rowbell-delivery": "0123-rule:4567-row@12",
        "message-id": `<${id}@email.amazonses.com>`,
        "auto-submitted": "auto-generated",
        date: "Sun, 03 May 2026 09:00:00 +0000",
      },
    });
    expect(mail?.headers["content-type"]).toMatch(/^multipart\/alternative/);
  });

  test("goes once to whoever is named twice", async () => {
    const ses = await startSes();
    await mailerAt(ses.url).send(
      aMail({ to: ["ada@example.com"], bcc: ["Ada@example.com", "bo@example.com", "BO@example.com"] }),
    );
    const [mail] = await ses.inbox.list();
    expect(mail?.to).toEqual(["ada@example.com", "bo@example.com"]);
  });

  test.each([
    ["one reader, with a button that acts at once", {}, "List-Unsubscribe=One-Click"],
    ["one who gets the copy too", { bcc: ["Ada@example.com"] }, "List-Unsubscribe=One-Click"],
    ["one and others with copies, by a page that asks", { cc: ["boss@example.com"] }, undefined],
    ["one and others with blind copies, by a page that asks", { bcc: ["boss@example.com"] }, undefined],
  ])("lets readers say no: %s", async (_name, copies, button) => {
    const ses = await startSes();
    await mailerAt(ses.url).send(aMail({ unsubscribe: "https://bell.example/u/token", ...copies }));
    const [mail] = await ses.inbox.list();
    expect(mail?.headers["list-unsubscribe"]).toBe("<https://bell.example/u/token>");
    expect(mail?.headers["list-unsubscribe-post"]).toBe(button);
  });

  test("shows copies and where answers go, and hides blind copies", async () => {
    const ses = await startSes();
    await mailerAt(ses.url).send(
      aMail({
        cc: ["boss@example.com"],
        bcc: ["archive@example.com"],
        replyTo: ["desk@example.com"],
        fromName: "Ada's Bakery",
      }),
    );
    const [mail] = await ses.inbox.list();
    const raw = (await ses.inbox.get(mail?.id ?? ""))?.raw ?? "";
    expect(mail?.headers).toMatchObject({
      from: '"Ada\'s Bakery" <bell@juniper.example>',
      cc: "boss@example.com",
      "reply-to": "desk@example.com",
    });

    expect(raw).not.toContain("archive@example.com");
  });

  test("joins the mails of a row and rule in one conversation, where that is asked for", async () => {
    const ses = await startSes();
    const mailer = mailerAt(ses.url);
    for (const key of ["r:a@1", "r:a@2/0a1b", "r:b@1"]) await mailer.send(aMail({ key, isThread: true }));
    await mailer.send(aMail());
    const referred = (await ses.inbox.list()).map(({ headers }) => headers.references);
    expect(referred.reverse()).toEqual([
      "<r.a@juniper.example>",
      "<r.a@juniper.example>",
      "<r.b@juniper.example>",
      undefined,
    ]);
  });

  test("goes to the domains that are allowed and what is below them, and nowhere else", async () => {
    const ses = await startSes();
    const mailer = mailerAt(ses.url, "bell@juniper.example", ["example.com"]);
    await mailer.send(aMail({ to: ["ada@EXAMPLE.com"], cc: ["bo@post.example.com"] }));
    for (const elsewhere of [{ to: ["eve@notexample.com"] }, { bcc: ["eve@example.com.evil.example"] }]) {
      const error = await failure(mailer.send(aMail(elsewhere)));
      expect(error).toBeInstanceOf(PermanentError);
      expect((error as Error).message).toMatch(/^this Rowbell may mail only to example.com, and "eve@/);
    }
    expect(await ses.inbox.list()).toHaveLength(1);
  });

  test("refuses a message to more than fifty before anything is sent", async () => {
    const ses = await startSes();
    const cc = Array.from({ length: 50 }, (_, index) => `a${index}@example.com`);
    expect(await failure(mailerAt(ses.url).send(aMail({ cc })))).toBeInstanceOf(PermanentError);
    expect(await ses.inbox.list()).toEqual([]);
  });

  test("gives a repeated delivery the same Message-ID and another delivery another", async () => {
    const ses = await startSes();
    const mailer = mailerAt(ses.url);
    for (const key of ["r:a@1", "r:a@1", "r:a@2"]) await mailer.send(aMail({ key }));
    const ids = (await ses.inbox.list()).map(({ id }) => {
      // SES puts its own in place of it.
      const sent = String(ses.inbox.source(id, "sender"));
      return /^message-id: (.*)$/im.exec(sent)?.[1];
    });
    expect(ids[1]).toBe(ids[2]);
    expect(ids[0]).toBe("<r_3Aa_402@juniper.example>");
    expect(ids[0]).not.toBe(ids[1]);
  });

  test("keeps long lines and every character of the text", async () => {
    const ses = await startSes();
    const text = `${"word ".repeat(500)}${"x".repeat(3000)} = \t.\n.\nFrom here\n`;
    await mailerAt(ses.url).send(aMail({ text }));
    const [mail] = await ses.inbox.list();
    expect(mail?.text.trimEnd() === text.trimEnd()).toBe(true);
    const raw = (await ses.inbox.get(mail?.id ?? ""))?.raw ?? "";
    expect(Math.max(...raw.split("\r\n").map((line) => line.length))).toBeLessThan(1000);
  });

  test("is refused at once with a sender that is none", () => {
    expect(() => mailerAt("http://127.0.0.1:1", "Rowbell")).toThrow(/is not a sender/);
  });
});

describe("what SES's answer means", () => {
  test.each(["Throttling", "ThrottlingException", "ExpiredToken"])("%s: later", async (code) => {
    const ses = await startSes();
    ses.fail({ times: 1, code });
    const error = await failure(mailerAt(ses.url).send(aMail()));
    expect(error).toBeInstanceOf(TransientError);
    expect(await ses.inbox.list()).toEqual([]);
  });

  test("a sending rate exceeded: later; the day's quota used up: in an hour", async () => {
    const rate = await startAnswering(400, "Throttling", "Maximum sending rate exceeded.");
    const day = await startAnswering(454, "Throttling", "Daily message quota exceeded.");
    const error = await failure(mailerAt(rate).send(aMail()));
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toHaveProperty("retryAfterMs", undefined);
    expect(await failure(mailerAt(day).send(aMail()))).toMatchObject({
      name: "TransientError",
      retryAfterMs: 3_600_000,
      message: "the daily SES sending quota is used up",
    });
  });

  test.each([
    ["AccountSendingPausedException", /^resume sending for this account/],
    ["ConfigurationSetDoesNotExist", /^create the SES configuration set/],
    ["ConfigurationSetDoesNotExistException", /^create the SES configuration set/],
    ["MailFromDomainNotVerifiedException", /^finish the DNS records/],
    ["AccessDenied", /^allow ses:SendRawEmail/],
    ["AccessDeniedException", /^allow ses:SendRawEmail/],
  ])("%s: in an hour, when somebody may have done what it says", async (code, message) => {
    const ses = await startSes();
    ses.fail({ times: 1, code });
    const error = await failure(mailerAt(ses.url).send(aMail()));
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({ message: expect.stringMatching(message), retryAfterMs: 3_600_000 });
  });

  test.each(["ConfigurationSetSendingPaused", "ConfigurationSetSendingPausedException"])(
    "%s: somebody has stopped all mail",
    async (code) => {
      const ses = await startSes();
      ses.fail({ times: 1, code });
      expect(await failure(mailerAt(ses.url).send(aMail()))).toMatchObject({
        name: "StoppedError",
        message: expect.stringContaining("npm run mail -- start"),
      });
    },
  );

  test("an account that AWS has paused: in an hour", async () => {
    const ses = await startSes();
    ses.knobs.set({ underReview: true });
    const error = await failure(mailerAt(ses.url).send(aMail()));
    expect(error).toBeInstanceOf(TransientError);
    expect(error).toMatchObject({ message: expect.stringMatching(/^resume sending for this account/) });
  });

  test("a mail that SES will not take: never", async () => {
    const ses = await startSes();
    ses.fail({ times: 1, code: "InvalidParameterValue" });
    const error = await failure(mailerAt(ses.url).send(aMail()));
    expect(error).toBeInstanceOf(PermanentError);
    expect(error).toHaveProperty(
      "message",
      "SES refused the mail and would refuse it again (InvalidParameterValue, status 400)",
    );
  });

  test("an unverified address: in an hour, without naming it", async () => {
    const ses = await startSes(["other.example"]);
    const error = await failure(mailerAt(ses.url).send(aMail()));
    expect(error).toBeInstanceOf(TransientError);
    expect(String(error)).toMatch(/verify the sender in SES/);
    const rejecting = await startAnswering(400, "MessageRejected", "ada@example.com looks like spam");
    for (const refusal of [error, await failure(mailerAt(rejecting).send(aMail()))]) {
      expect(JSON.stringify({ text: String(refusal), cause: String((refusal as Error).cause) })).not.toMatch(
        /@/,
      );
    }
  });

  test("a refused connection or an unknown host: later", async () => {
    const closed = await listen(createServer());
    await ended.pop()?.();
    for (const endpoint of [closed, "http://no-such-host.invalid"]) {
      const error = await failure(mailerAt(endpoint).send(aMail()));
      expect(error).toBeInstanceOf(TransientError);
      expect(error).toHaveProperty("message", "SES could not be reached");
    }
  });

  test("a cut connection or a 5xx: nobody knows", async () => {
    const ses = await startSes();
    ses.fail({ times: 1, after: true });
    const cut = await failure(mailerAt(ses.url).send(aMail()));
    expect(await ses.inbox.list()).toHaveLength(1);
    const broken = await failure(
      mailerAt(await startAnswering(503, "ServiceUnavailable", "later")).send(aMail()),
    );
    for (const error of [cut, broken]) {
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(TransientError);
      expect(error).not.toBeInstanceOf(PermanentError);
    }
  });
});
