import { describe, expect, test } from "vitest";
import type { Block } from "../../../shared/domain/block.ts";
import { styleOf } from "../../../shared/domain/message/look/style.ts";
import { blocksText } from "../../../shared/domain/message/render-blocks.ts";
import { aBlock, aMessage, contentOf, words } from "./a-message.ts";

const html = (...body: Block[]) => contentOf(aMessage({ body }).html);
const set = { style: styleOf({ isRtl: false }), locale: undefined, taken: new Map() };
const text = (...body: Block[]) => blocksText(body, set, 76);

const bullet = (words: string, ...children: Block[]) => aBlock("bulleted_list_item", words, { children });
const step = (words: string, ...children: Block[]) => aBlock("numbered_list_item", words, { children });

describe("blocks in a message", () => {
  test("group neighbouring list items and keep counting past what is nested in them", () => {
    const list = [
      step("one", bullet("a", bullet("deep")), bullet("b")),
      step("two"),
      aBlock("paragraph", "p"),
      step("one again"),
    ];
    expect(html(...list)).toBe(
      "<ol><li>one<div><ul><li>a<div><ul><li>deep</li></ul></div></li><li>b</li></ul></div></li><li>two</li></ol><p>p</p><ol><li>one again</li></ol>",
    );
    expect(text(...list)).toBe(
      ["1. one", "   • a", "     • deep", "   • b", "2. two", "", "p", "", "1. one again"].join("\n"),
    );
  });

  test("leave out list items and paragraphs whose places are empty", () => {
    const body = [
      bullet("{{ Name }}"),
      bullet("{{ Status }}"),
      aBlock("paragraph", "{{ Name }}"),
      aBlock("paragraph", ""),
    ];
    expect(contentOf(aMessage({ body }, { Status: words("Shipped") }).html)).toBe(
      "<ul><li>Shipped</li></ul>",
    );
  });

  test.each<[string, Block, string, string]>([
    ["heading", aBlock("heading_1", "Big"), "<h1>Big</h1>", "Big\n==="],
    ["smaller heading", aBlock("heading_3", "Small"), "<h3>Small</h3>", "Small"],
    ["line break", aBlock("paragraph", "a\nb"), "<p>a<br>b</p>", "a\nb"],
    [
      "to-do",
      aBlock("to_do", "Pay", { checked: true }),
      '<div><table><tr><td width="26">&#9745;</td><td><s>Pay</s></td></tr></table></div>',
      "[x] Pay",
    ],
    [
      "quote",
      aBlock("quote", "So\nit is"),
      "<blockquote><table><tr><td>So<br>it is</td></tr></table></blockquote>",
      "> So\n> it is",
    ],
    ["divider", aBlock("divider"), "<hr>", "----------"],
    [
      "code",
      aBlock("code", "if (a < b)\n  c"),
      '<div><table><tr><td><pre dir="ltr">if (a &lt; b)  c</pre></td></tr></table></div>',
      "    if (a < b)\n      c",
    ],
    [
      "toggle",
      aBlock("toggle", "More", { children: [aBlock("paragraph", "inside")] }),
      "<p>More</p><div><p>inside</p></div>",
      "More\n  inside",
    ],
    [
      "columns",
      aBlock("column_list", [], {
        children: [aBlock("column", [], { children: [aBlock("paragraph", "left")] })],
      }),
      "<p>left</p>",
      "left",
    ],
    [
      "unknown block",
      aBlock("hologram", "words", { children: [aBlock("divider")] }),
      "<p>words</p><hr>",
      "words\n\n----------",
    ],
    // A message that would be empty says its subject.
    ["table of contents", aBlock("table_of_contents"), "<p>Hello</p>", ""],
    [
      "image",
      aBlock("image", 'A "lamp"', { url: "https://img.test/a.png" }),
      '<p><img src="https://img.test/a.png" alt="A &quot;lamp&quot;" width="504"></p><p>A "lamp"</p>'.replaceAll(
        'A "lamp"</p>',
        "A &quot;lamp&quot;</p>",
      ),
      '[A "lamp"] https://img.test/a.png',
    ],
    [
      "bookmark",
      aBlock("bookmark", [], { url: "https://www.example.com/care/" }),
      '<div><table><tr><td><a href="https://www.example.com/care/">example.com/care</a></td></tr></table></div>',
      "https://www.example.com/care/",
    ],
    [
      "file that Notion hosts",
      aBlock("pdf", [], { url: "https://s3.test/a.pdf?X-Amz-Signature=1" }),
      "<p>Hello</p>",
      "",
    ],
  ])("show a %s", (_name, block, asHtml, asText) => {
    expect(html(block)).toBe(asHtml);
    expect(text(block)).toBe(asText);
  });

  test("show a callout with its icon", () => {
    const callout = aBlock("callout", "Mind the step", {
      icon: "💡",
      color: "blue_background",
      children: [bullet("a")],
    });
    const { html: whole } = aMessage({ body: [callout] });
    expect(whole).toMatch(/class="bg-blue"/);
    expect(
      contentOf(whole)
        .replace(/<[^>]*>/g, " ")
        .replace(/\s+/g, " ")
        .trim(),
    ).toBe("💡 Mind the step a");
    expect(text(callout)).toBe("💡 Mind the step\n\n   • a");
  });

  test("show a table, lined up in plain text", () => {
    const row = (...cells: string[]) =>
      aBlock("table_row", [], { cells: cells.map((cell) => [{ text: cell }]) });
    const table = aBlock("table", [], { headerRow: true, children: [row("Item", "No"), row("Lamp", "12")] });
    expect(html(table).replace(/ (?:scope)\w*="\w*"/g, "")).toBe(
      "<div><table><tr><th>Item</th><th>No</th></tr><tr><td>Lamp</td><td>12</td></tr></table></div>",
    );
    expect(text(table)).toBe("Item | No\n-----+---\nLamp | 12");
  });
});

describe("formatted text in a message", () => {
  test("keeps its formatting, and a link is one link", () => {
    const spans = [
      { text: "see " },
      { text: "the ", href: "https://a.test/" },
      { text: "page", href: "https://a.test/", bold: true as const, italic: true as const },
      { text: "x", strikethrough: true as const, underline: true as const },
      { text: "y", code: true as const },
    ];
    expect(html(aBlock("paragraph", spans))).toBe(
      '<p>see <a href="https://a.test/">the <strong><em>page</em></strong></a><s><u>x</u></s><code>y</code></p>',
    );
    expect(text(aBlock("paragraph", spans))).toBe("see the page (https://a.test/)~x~y");
  });

  test("does not repeat a link that says itself", () => {
    expect(text(aBlock("paragraph", [{ text: "a@b.test", href: "mailto:a@b.test" }]))).toBe("a@b.test");
  });

  test("leads mentions of pages and links between pages to Notion", () => {
    const id = "01234567-89ab-cdef-0123-456789abcdef";
    const link = 'href="https://app.notion.com/p/0123456789abcdef0123456789abcdef"';
    expect(html(aBlock("paragraph", [{ text: "Plan", mention: { type: "page", id } }]))).toContain(link);
    expect(html(aBlock("paragraph", [{ text: "Plan", href: `/${id.replaceAll("-", "")}?pvs=4` }]))).toContain(
      link,
    );
    expect(html(aBlock("paragraph", [{ text: "@Ada", mention: { type: "user", id } }]))).toBe("<p>@Ada</p>");
  });
});
