import { describe, expect, test } from "vitest";
import type { Span, Value } from "../../../shared/domain/row.ts";
import { compileBody } from "../../../shared/domain/template/compile-body.ts";
import { compileSpans } from "../../../shared/domain/template/compile-spans.ts";
import { compileTemplate } from "../../../shared/domain/template/compile-template.ts";
import { renderText, renderUrl } from "../../../shared/domain/template/render-template.ts";
import { templateProperties } from "../../../shared/domain/template/template-properties.ts";
import { aBlock, aContext, orders, words } from "../message/a-message.ts";

const row = { Name: words("Lamp"), Status: words("Shipped"), "row.url": words("a cell") };

function fill(text: string, after: Record<string, Value> = row, before: Record<string, Value> = {}): string {
  const { template, problem } = compileTemplate(text, orders, "Subject");
  return template === undefined ? problem : renderText(template, aContext(after, before));
}

describe("a place in a text", () => {
  test.each([
    ["{{ Name }}", "Lamp"],
    ["{{Name}}{{Status}}", "LampShipped"],
    ["{{\u00a0name\u00a0}}", "Lamp"],
    ["{{ “Name” }}", "Lamp"],
    ['{{ "customer   EMAIL" }}', ""],
    ["{{ row.url }}", "https://app.notion.com/p/0123456789abcdef0123456789abcdef"],
    ['{{ "row.url" }}', "a cell"],
    ["{{ rule.name }}", "Tell the customer"],
    ["plain } text }} {", "plain } text }} {"],
  ])("%s is filled in", (text, filled) => {
    expect(fill(text)).toBe(filled);
  });

  test("shows the value before the change, or nothing when there was none", () => {
    const before = { Status: words("Packed") };
    expect(fill("{{ before.Status }} → {{ Status }}", row, before)).toBe("Packed → Shipped");
    expect(fill('{{ Before . "status" }}|', row)).toBe("|");
  });

  test("prefers the column written exactly so", () => {
    const columns = ["name", "Name", "NAME"].map((name) => ({ id: name, name, type: "rich_text" }));
    const { template } = compileTemplate("{{ Name }}", { id: "s", name: "S", columns }, "Subject");
    expect(template).toEqual([{ property: "Name", of: "after" }]);
  });

  test("may hold braces when it is quoted", () => {
    const columns = [{ id: "odd", name: "a }} b", type: "rich_text" }];
    const { template } = compileTemplate('x {{ "a }} b" }} y', { id: "s", name: "S", columns }, "Subject");
    expect(template).toEqual(["x ", { property: "odd", of: "after" }, " y"]);
  });

  test("that names no column is answered with the columns there are", () => {
    expect(fill("{{ Stauts }}")).toMatch(/^I can't find "Stauts" in Orders\..*did you mean Status\?$/);
    expect(fill("{{ before.Stauts }}")).toMatch(/^I can't find "Stauts" in Orders/);
  });

  test("that is left open or empty is answered", () => {
    expect(fill("Hi {{ Name")).toBe("A {{ in Subject is never closed; write it like {{ Name }}");
    expect(fill("Hi {{ Name and {{ Status }}")).toMatch(/never closed/);
    expect(fill("Hi {{ }}")).toMatch(/is empty/);
  });

  test("is not looked for in what a row holds", () => {
    expect(fill("{{ Name }}", { Name: words("{{ Secret }}"), Secret: words("s3cret") })).toBe("{{ Secret }}");
    expect(fill("{{{{ Name }}", { Name: words("Secret }}"), Secret: words("s3cret") })).toMatch(
      /never closed/,
    );
  });
});

describe("a place in formatted text", () => {
  function compile(spans: Span[]) {
    const problems: string[] = [];
    return { spans: compileSpans(spans, { source: orders, where: "the page" }, problems), problems };
  }

  test("may be split over spans and takes the first one's formatting", () => {
    const split: Span[] = [
      { text: "Hi {" },
      { text: "{ Na", bold: true },
      { text: "me }", italic: true },
      { text: "}!" },
    ];
    expect(compile(split)).toEqual({
      spans: [{ text: ["Hi ", { property: "id-Name", of: "after" }] }, { text: ["!"] }],
      problems: [],
    });
    const bold: Span[] = [{ text: "{{", bold: true }, { text: "Name" }, { text: "}} and on", italic: true }];
    expect(compile(bold).spans).toEqual([
      { bold: true, text: [{ property: "id-Name", of: "after" }] },
      { italic: true, text: [" and on"] },
    ]);
  });

  test("is not looked for in equations and mentions", () => {
    const spans: Span[] = [
      { text: "\\frac{{a}}{b}", equation: true },
      { text: "{{ Name }}", mention: { type: "page", id: "p" } },
    ];
    expect(compile(spans).spans.map((span) => span.text)).toEqual([["\\frac{{a}}{b}"], ["{{ Name }}"]]);
  });

  test("reports each problem of a page once, however deep", () => {
    const wrong = aBlock("paragraph", "{{ Nope }}");
    const { problems } = compileBody([wrong, aBlock("toggle", "{{", { children: [wrong] })], orders);
    expect(problems).toHaveLength(2);
    expect(problems?.[1]).toBe("A {{ in the page is never closed; write it like {{ Name }}");
  });

  test("names exactly the properties a delivery has to keep", () => {
    const { body } = compileBody(
      [
        aBlock("table", [], { children: [aBlock("table_row", [], { cells: [[{ text: "{{ Due }}" }]] })] }),
        aBlock("image", [], { url: "https://img.test/{{ Name }}.png" }),
        aBlock("paragraph", [{ text: "{{ before.Status }}", href: "{{ Link }}" }]),
      ],
      orders,
    );
    const message = {
      to: [{ property: "id-Customer email", of: "after" as const }],
      subject: ["x"],
      body: body ?? [],
    };
    expect(templateProperties(message)).toEqual({
      before: ["id-Status"],
      after: ["id-Customer email", "id-Due", "id-Link", "id-Name"],
    });
  });
});

describe("a place in a link", () => {
  function link(url: string, value: string): string | undefined {
    const problems: string[] = [];
    const [span] = compileSpans(
      [{ text: "here", href: url }],
      { source: orders, where: "the page" },
      problems,
    );
    expect(problems).toEqual([]);
    return span?.href && renderUrl(span.href, aContext({ Link: words(value) }));
  }

  test.each([
    ["{{ Link }}", "https://example.com/a?b=c", "https://example.com/a?b=c"],
    ["http://{{ Link }}", "https://example.com/a", "https://example.com/a"],
    ["https://{{ Link }}/x", "evil.example/?", "https://evil.example%2F%3F/x"],
    [
      "https://example.com/t/{{ Link }}?x=1",
      "a b/../&y=2",
      "https://example.com/t/a%20b%2F..%2F%26y%3D2?x=1",
    ],
    ["https://example.com/%7B%7B%20Link%20%7D%7D", "7", "https://example.com/7"],
    ["https://example.com/{{%20link%20}}", "\ud800", "https://example.com/%EF%BF%BD"],
  ])("%s with %j leads to %s", (url, value, expected) => {
    expect(link(url, value)).toBe(expected);
  });
});
