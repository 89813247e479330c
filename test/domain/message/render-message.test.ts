import { describe, expect, test } from "vitest";
import { compileMessage } from "../../../shared/domain/message/compile-message.ts";
import type { Value } from "../../../shared/domain/row.ts";
import { aBlock, aMessage, contentOf, orders, words } from "./a-message.ts";

describe("a message", () => {
  test("is filled in from the row, as HTML and as plain text", () => {
    const message = aMessage(
      {
        to: "{{ Customer email }}",
        subject: "{{ Name }} is {{ Status }}",
        body: [
          aBlock("paragraph", [
            { text: "It was " },
            { text: "{{ before.Status }}", bold: true },
            { text: "." },
          ]),
        ],
      },
      {
        "Customer email": { type: "email", value: "ada@example.com" },
        Name: words("Lamp"),
        Status: words("Shipped"),
      },
      { Status: words("Packed") },
    );
    expect(message.to).toEqual(["ada@example.com"]);
    expect(message.subject).toBe("Lamp is Shipped");
    expect(contentOf(message.html)).toBe("<p>It was <strong>Packed</strong>.</p>");
    expect(message.text).toBe(
      [
        "It was Packed.",
        "",
        "-- ",
        "Sent by Rowbell because of the rule “Tell the customer”",
        "Open the row: https://app.notion.com/p/0123456789abcdef0123456789abcdef",
        "",
      ].join("\n"),
    );
  });

  test("links to what a link or e-mail column holds, and to nothing else that a row says", () => {
    const body = [aBlock("paragraph", "Track {{ Link }} or write to {{ Customer email }}, {{ Name }}.")];
    const cells: Record<string, Value> = {
      Link: { type: "url", value: "https://parcels.example.com/7" },
      "Customer email": { type: "email", value: "ada@example.com" },
      Name: words("https://evil.example"),
    };
    const message = aMessage({ body }, cells);
    expect(contentOf(message.html)).toBe(
      '<p>Track <a href="https://parcels.example.com/7">https://parcels.example.com/7</a> or write to ' +
        '<a href="mailto:ada@example.com">ada@example.com</a>, https://evil.example.</p>',
    );
    expect(message.text).toContain(
      "Track https://parcels.example.com/7 or write to ada@example.com,\nhttps://evil.example.",
    );
    const hostile = aMessage({ body }, { ...cells, Link: { type: "url", value: "javascript:alert(1)" } });
    expect(contentOf(hostile.html)).toContain("<p>Track javascript:alert(1) or");
  });

  test("is a whole document that names its language and title and knows the dark", () => {
    const { html } = aMessage({ subject: "Fish & chips <now>" });
    expect(html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">/);
    expect(html).toContain("<title>Fish &amp; chips &lt;now&gt;</title>");
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain("@media(prefers-color-scheme:dark)");
    expect(html).toMatch(
      /because of the rule “Tell the customer”<br><a href="https:\/\/app\.notion\.com\/p\/0123/,
    );
    expect(html).not.toContain("undefined");
  });

  test("has a subject of one line, without control and bidirectional characters", () => {
    const subject = (name: string) => aMessage({ subject: "Re: {{ Name }}" }, { Name: words(name) }).subject;
    expect(subject("a\r\nBcc: eve@example.com\0\u2028b")).toBe("Re: a Bcc: eve@example.com b");
    expect(subject("invoice\u202efdp.exe\u061c\u2066\u200f")).toBe("Re: invoicefdp.exe");
    expect([...subject("😀".repeat(400))]).toHaveLength(250);
    expect(subject("\ud800")).toBe("Re: \ufffd");
  });

  test("is named after its rule when the row leaves the subject empty", () => {
    expect(aMessage({ subject: "{{ Name }}" }).subject).toBe("Tell the customer");
  });
});

describe("a rule's texts", () => {
  test("are all checked, each problem told with its column", () => {
    const compiled = compileMessage(
      { to: "ada@example", subject: "{{ Nmae }}", body: [aBlock("paragraph", "{{ Sttus }}")] },
      orders,
    );
    expect(compiled.problems?.map((problem) => problem.column)).toEqual(["To", "Subject", "page"]);
    expect(compiled.problems?.[0]?.message).toMatch(/^"ada@example" is not an e-mail address I can send to/);
    expect(compiled.problems?.[1]?.message).toMatch(/did you mean Name\?$/);
  });

  test("may not leave To or Subject empty", () => {
    const compiled = compileMessage({ to: " , ", subject: " ", body: [] }, orders);
    expect(compiled.problems?.map((problem) => problem.message)).toEqual([
      "To is empty; write an address or a column that holds one, like {{ Email }}",
      "Subject is empty; write what the mail is about",
    ]);
  });
});
