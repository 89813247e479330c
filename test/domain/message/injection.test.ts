import { describe, expect, test } from "vitest";
import type { Block } from "../../../shared/domain/block.ts";
import { fc } from "../../support/fast-check.ts";
import { aBlock, aMessage, words } from "./a-message.ts";

const place = (type: string, rest: Partial<Block> = {}) => aBlock(type, "{{ Name }}", rest);

const everywhere: Block[] = [
  place("paragraph", { children: [place("quote")] }),
  place("heading_1"),
  place("bulleted_list_item", { children: [place("numbered_list_item")] }),
  place("to_do"),
  place("toggle"),
  place("callout", { icon: "💡" }),
  place("code"),
  place("equation"),
  place("image", { url: "https://img.test/{{ Name }}.png" }),
  place("bookmark", { url: "https://a.test/{{ Name }}" }),
  aBlock("table", [], {
    headerRow: true,
    children: [aBlock("table_row", [], { cells: [[{ text: "{{ Name }}" }]] })],
  }),
  aBlock("paragraph", [
    { text: "x{{ Name }}", bold: true, code: true, href: "https://a.test/?q={{ Name }}" },
  ]),
];

/** Every tag with its attributes' names, in order: what of a message is not text. */
function skeleton(html: string): string[] {
  return (html.match(/<[^>]*>/g) ?? [])
    .filter((tag) => tag !== "<br>")
    .map((tag) => tag.replace(/="[^"]*"/g, ""));
}

function render(value: string): string {
  return aMessage(
    { subject: "{{ Name }}", body: everywhere },
    { Name: words(value), Secret: words("s3cret") },
  ).html;
}

describe("what a row holds", () => {
  test.each([
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "--><!-- ]]> <![CDATA[",
    "</title></style></td></table>",
    "<!--[if mso]><b><![endif]-->",
    "&lt;b&gt; &#60;b&#62;",
    "{{ Secret }}",
    "{{{{ Secret }}}}",
    "\0<\u000bb>\r\n\u202e",
  ])("is text in a message, whatever it looks like: %j", (value) => {
    const html = render(`x${value}x`);
    expect(skeleton(html)).toEqual(skeleton(render("xx")));
    expect(html).not.toContain("s3cret");
    expect(html).not.toMatch(/<script|<b>|onerror=a(?!lert\(1\)&gt;)/);
  });

  test("never adds an element or an attribute", () => {
    const plain = skeleton(render("xx"));
    const hostile = fc.string({ unit: fc.constantFrom(..."<>\"'&=/!-[]{}; :ax\n\0\u2028\u202e\ud800") });
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: "binary" })), (value) => {
        expect(skeleton(render(`x${value}x`))).toEqual(plain);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    "javascript:alert(1)",
    " JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example",
    "blob:https://a.test/1",
  ])("is no link when it is %j", (value) => {
    const body = [
      aBlock("paragraph", [{ text: "here", href: "{{ Link }}" }]),
      aBlock("bookmark", [], { url: "{{ Link }}" }),
      aBlock("image", [], { url: "{{ Link }}" }),
    ];
    const { html, text } = aMessage({ body }, { Link: words(value) });
    expect(html.match(/(?:href|src)="[^"]*"/g)).toEqual([
      'href="https://app.notion.com/p/0123456789abcdef0123456789abcdef"',
    ]);
    expect(text).toMatch(/^here\n\n-- \n/);
  });

  test("is a link when it is one for the web or for mail", () => {
    for (const url of ["https://example.com/a?b=c&d=%22", "http://example.com/", "mailto:ada@example.com"]) {
      const body = [aBlock("paragraph", [{ text: "here", href: "{{ Link }}" }])];
      expect(aMessage({ body }, { Link: words(url) }).html).toContain(
        `href="${url.replaceAll("&", "&amp;")}"`,
      );
    }
  });
});
