import { describe, expect, test } from "vitest";
import { readEnvelope } from "../../../shared/domain/message/read-envelope.ts";
import { renderEnvelope } from "../../../shared/domain/message/render-envelope.ts";
import type { Value } from "../../../shared/domain/row.ts";
import { aContext, orders, words } from "./a-message.ts";

type Options = Parameters<typeof readEnvelope>[0];

function envelope(options: Options, cells: Record<string, Value> = {}) {
  const { value, problems } = readEnvelope(options, orders);
  if (value === undefined) throw new Error(JSON.stringify(problems));
  return renderEnvelope(value, aContext(cells));
}

const problemsOf = (options: Options) =>
  (readEnvelope(options, orders).problems ?? []).map(({ message }) => message);

describe("the envelope of a mail", () => {
  test("is each recipient's own, from the usual name, when its author says nothing", () => {
    expect(envelope({}).envelope).toEqual({
      cc: [],
      bcc: [],
      replyTo: [],
      isTogether: false,
      isThread: false,
    });
  });

  test("takes copies and answers from addresses and cells", () => {
    const cells: Record<string, Value> = { "Customer email": { type: "email", value: "Ada@example.com" } };
    const options = {
      cc: ["boss@example.com, {{ Customer email }}"],
      bcc: ["archive@bücher.example"],
      "reply-to": ["{{ Customer email }}"],
      "from name": ["Ada's Bakery"],
      recipients: ["Together"],
      thread: ["row"],
    };
    expect(envelope(options, cells).envelope).toEqual({
      cc: ["boss@example.com", "Ada@example.com"],
      bcc: ["archive@xn--bcher-kva.example"],
      replyTo: ["Ada@example.com"],
      fromName: "Ada's Bakery",
      isTogether: true,
      isThread: true,
    });
  });

  test("leaves out copies that the row names nobody for", () => {
    expect(envelope({ cc: ["{{ Customer email }}"] }).envelope?.cc).toEqual([]);
  });

  test("stops the mail when the row names somebody who can't be written to", () => {
    expect(envelope({ "reply-to": ["{{ Name }}"] }, { Name: words("nobody") }).problem).toBe(
      'reply-to: "nobody" is not an e-mail address I can send to; it needs the form name@example.com',
    );
  });

  test.each<[Options, string]>([
    [{ cc: [""] }, "cc is empty; write an address or a column that holds one, like {{ Email }}"],
    [
      { bcc: ["ada"] },
      'bcc: "ada" is not an e-mail address I can send to; it needs the form name@example.com',
    ],
    [{ "from name": ["{{ Name }}"] }, '"from name" takes a name as it is, and no {{ … }}'],
    [
      { "from name": ["Eve <eve@evil.example>"] },
      '"from name" takes a name and no address; the address mails come from is set by whoever runs Rowbell',
    ],
    [{ "from name": ["A", "B"] }, '"from name" stands there twice; keep one of the lines'],
    [
      { recipients: ["all"] },
      'I can\'t read "recipients: all". Write "recipients: together" or "recipients: apart"',
    ],
    [{ thread: ["always"] }, 'I can\'t read "thread: always". Write "thread: row" or "thread: none"'],
  ])("answers a mistake: %j", (options, answer) => {
    expect(problemsOf(options)).toContain(answer);
  });

  test("keeps breaks of a line out of the sender's name", () => {
    expect(problemsOf({ "from name": ["Ada\r\nBcc: eve@evil.example"] })).toHaveLength(1);
    expect(envelope({ "from name": ["Ada\u2028\u202eBakery"] }).envelope?.fromName).toBe("Ada Bakery");
  });
});
