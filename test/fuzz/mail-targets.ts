import { isDeepStrictEqual } from "node:util";
import { runner } from "../../shared/actions/send-email.ts";
import { parseAddress } from "../../shared/domain/address.ts";
import { PermanentError } from "../../shared/domain/errors.ts";
import { compileMessage } from "../../shared/domain/message/compile-message.ts";
import { headerLine } from "../../shared/domain/message/header-line.ts";
import type { Value } from "../../shared/domain/row.ts";
import type { Mail, Mailer } from "../../shared/ports.ts";
import { aBlock, aContext, orders, words } from "../domain/message/a-message.ts";
import { anyLetters } from "../support/any-letters.ts";
import { fc } from "../support/fast-check.ts";
import { noPorts } from "../support/render-mail.ts";
import { type Composed, composing, sender } from "./composed.ts";

/** Something that mails are made of. @returns whether the text was refused. @throws Error for what must never go out. */
export type MailTarget = { name: string; property: fc.IAsyncProperty<unknown>; counts: { refused: number } };

/** What would break out of a header, an address or a part, if anything did. */
const nasty = fc.constantFrom(
  "\r\n",
  "\n",
  "\r",
  "\0",
  "\r\nBcc: eve@evil.example",
  "\r\n\r\n<html>",
  "\u2028",
  "\u0085",
  "\u202e",
  "\u2066",
  "\u200f",
  "=?utf-8?Q?=0D=0ABcc:_eve=40evil.example?=",
  "=?utf-8?B?4oCuZXZpbA==?=",
  "=?",
  "?=",
  "@",
  "<",
  ">",
  "<eve@evil.example>",
  ", eve@evil.example",
  "; eve@evil.example",
  "eve@evil.example",
  "undisclosed: eve@evil.example;",
  '"',
  '"eve@evil.example" ',
  "\\",
  "(eve@evil.example)",
  "%",
  "!",
  ":",
  " ",
  "\t",
  "\ud800",
  "ａ",
  "＠",
  "．",
  "。",
  "ß",
  "xn--",
  "ada@example.com",
  "bücher.example",
  ".example",
  "127.1",
  "[127.0.0.1]",
  "{{ Name }}",
  "--_NmP-",
  "\r\n.\r\n",
);
const anyNasty = fc
  .array(fc.oneof({ weight: 3, arbitrary: nasty }, { weight: 2, arbitrary: anyLetters(6) }), { maxLength: 9 })
  .map((parts) => parts.join(""));

const control = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]/u;
const plainAddress = /^[!-~]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/;

function fail(what: string, seen: unknown): never {
  throw new Error(`${what}: ${JSON.stringify(seen)}`);
}

function same(what: string, seen: unknown, meant: unknown): void {
  if (!isDeepStrictEqual(seen, meant)) fail(what, { seen, meant });
}

/** The grammar again, by other means than the product's: one `@`, ASCII, nothing that any parser takes for syntax. */
function checkAddress(address: string): void {
  if (!plainAddress.test(address) || /[\s"(),:;<>[\]\\]|@.*@|=\?/.test(address)) fail("no address", address);
  if (address.length > 254) fail("too long", address);
}

const addressTarget = (): MailTarget => {
  const counts = { refused: 0 };
  const property = fc.asyncProperty(
    fc.oneof(
      anyNasty,
      fc.tuple(anyNasty, anyNasty).map((pair) => pair.join("@")),
      fc.tuple(anyLetters(4), anyLetters(4)).map(([a, b]) => `a${a}@b${b}.example`),
    ),
    async (text) => {
      const { address } = parseAddress(text);
      if (address === undefined) return void counts.refused++;
      checkAddress(address);
      const written = text.trim();
      const at = written.lastIndexOf("@");
      same("local part", address.slice(0, address.indexOf("@")), written.slice(0, at));
      // WHATWG's parser of hosts is another than the one that reads addresses.
      same(
        "domain",
        address.slice(address.indexOf("@") + 1),
        new URL(`http://${written.slice(at + 1)}/`).hostname,
      );
      same("again", parseAddress(address).address, address);
    },
  );
  return { name: "addresses", property, counts };
};

const lineTarget = (): MailTarget => {
  const counts = { refused: 0 };
  const property = fc.asyncProperty(fc.oneof(anyNasty, anyLetters(300)), async (text) => {
    const line = headerLine(text);
    if (line !== text) counts.refused++;
    if (control.test(line) || /[\r\n]/.test(line)) fail("control character", line);
    if (!line.isWellFormed() || /=\?.*\?=/.test(line)) fail("encoded word", line);
    same("again", headerLine(line), line);
  });
  return { name: "header lines", property, counts };
};

const known = [
  "x-rowbell-delivery",
  "auto-submitted",
  "list-unsubscribe",
  "list-unsubscribe-post",
  "from",
  "to",
  "cc",
  "reply-to",
  "in-reply-to",
  "references",
  "subject",
  "message-id",
  "date",
  "mime-version",
  "content-type",
];

/** What stands in a mail is what the message says, however it is read. */
function checkMail(mail: Mail, { source, destinations, head, email }: Composed): void {
  const everybody = [...mail.to, ...(mail.cc ?? []), ...(mail.bcc ?? [])];
  for (const address of everybody) checkAddress(address);
  const unlike = new Map(everybody.map((address) => [address.toLowerCase(), address]));
  same(
    "destinations",
    destinations.map((address) => address.toLowerCase()).sort(),
    [...unlike.keys()].sort(),
  );
  for (const address of destinations) if (!everybody.includes(address)) fail("a second recipient", address);
  same("source", source, sender.address);
  const addresses = (list: Composed["email"]["to"]) =>
    (list ?? []).map(({ address, name }) => [address, name]);
  const plain = (list: readonly string[] | undefined) => (list ?? []).map((address) => [address, ""]);
  same("To", addresses(email.to), plain(mail.to));
  same("Cc", addresses(email.cc), plain(mail.cc));
  same("Reply-To", addresses(email.replyTo), plain(mail.replyTo));
  same("Bcc", email.bcc, undefined);
  same("From", email.from, { address: sender.address, name: mail.fromName ?? sender.name });
  same("Subject", email.subject ?? "", mail.subject);
  const names = email.headers.map(({ key }) => key);
  same("headers twice", names.length, new Set(names).size);
  for (const name of names) if (!known.includes(name)) fail("a header", name);
  for (const value of [email.subject ?? "", email.from?.name ?? ""])
    if (control.test(value)) fail("control character in a header", value);
  for (const line of head.split("\r\n")) {
    if (line.length > 998 || line.trim() === "" || /[^\t\x20-\x7e]/.test(line)) fail("a header's line", line);
  }
  same("text", lines(email.text ?? ""), lines(mail.text));
  same("HTML", lines(email.html ?? ""), lines(mail.html));
}

/** Mail knows one way to end a line, and its parsers differ about others. */
const lines = (text: string) =>
  text
    .toWellFormed()
    .replace(/[\r\n]+/g, "\n")
    .trim();

const mailTarget = (): MailTarget => {
  const counts = { refused: 0 };
  const { compose } = composing();
  const mailer: Mailer = {
    async send(mail) {
      checkMail(mail, await compose(mail));
      return "1";
    },
  };
  const cell = fc.oneof(fc.constantFrom("ada@example.com", "Bo@bücher.example, cy@example.com"), anyNasty);
  const line = fc.oneof(fc.constantFrom("{{ Customer email }}", "boss@example.com"), anyNasty);
  const option = fc.option(
    line.map((text) => [text]),
    { nil: undefined, freq: 2 },
  );
  const property = fc.asyncProperty(
    fc.record({
      to: fc.oneof(fc.constantFrom("{{ Customer email }}", "ada@example.com {{ Customer email }}"), line),
      subject: fc.oneof(fc.constant("{{ Name }} is here"), fc.constant("{{ Name }}"), anyNasty),
      body: anyNasty,
      name: anyNasty,
      email: cell,
      cc: option,
      bcc: option,
      replyTo: option,
      fromName: fc.option(
        anyNasty.map((text) => [text]),
        { nil: undefined, freq: 2 },
      ),
      isTogether: fc.boolean(),
      isThread: fc.boolean(),
    }),
    async ({ to, subject, body, name, email, isTogether, isThread, ...envelope }) => {
      const options = {
        ...(envelope.cc ? { cc: envelope.cc } : {}),
        ...(envelope.bcc ? { bcc: envelope.bcc } : {}),
        ...(envelope.replyTo ? { "reply-to": envelope.replyTo } : {}),
        ...(envelope.fromName ? { "from name": envelope.fromName } : {}),
        ...(isTogether ? { recipients: ["together"] } : {}),
        ...(isThread ? { thread: ["row"] } : {}),
      };
      const rule = { to, subject, body: [aBlock("paragraph", body)] };
      const { value } = compileMessage(rule, orders, undefined, options);
      if (!value) return void counts.refused++;
      const cells: Record<string, Value> = { Name: words(name), "Customer email": words(email) };
      const unsubscribeLink = (address: string) => `https://bell.example/u/${encodeURIComponent(address)}`;
      try {
        const whole = await runner.render(value, { ...aContext(cells), unsubscribeLink }, noPorts);
        const { each } = runner;
        if (!each) throw new Error("mails go to each of their people");
        const people = each.recipients(whole);
        const messages = people.map((person) => each.only(whole, person));
        for (const message of people.length > 1 ? messages.slice(0, 2) : [whole])
          await runner.run(message, "rule-1:row-2@3", {
            writeRow: async () => {},
            mailer,
          });
      } catch (error) {
        if (!(error instanceof PermanentError)) throw error;
        if (/fault of Rowbell/.test(error.message)) throw error;
        counts.refused++;
      }
    },
  );
  return { name: "whole mails", property, counts };
};

export const mailTargets = (): MailTarget[] => [addressTarget(), lineTarget(), mailTarget()];
