import { describe, expect, it } from "vitest";
import type { Block } from "../../../shared/domain/block.ts";
import { compileMessage } from "../../../shared/domain/message/compile-message.ts";
import type { Value } from "../../../shared/domain/row.ts";
import { templateProperties } from "../../../shared/domain/template/template-properties.ts";
import { aColumn, aRow, aSource, columnId, now, status, words } from "../../support/builders.ts";
import { renderMail } from "../../support/render-mail.ts";
import { aBlock, contentOf } from "./a-message.ts";

const source = aSource({ columns: [...aSource().columns, aColumn("Left", "number")] });
const checked: Value = { type: "checkbox", value: true };

type Written = { subject?: string; to?: string; body?: Block[] };

function compiled({ to = "ada@example.com", subject = "Hello", body = [] }: Written) {
  return compileMessage({ to, subject, body }, source);
}

function rendered(written: Written, after: Record<string, Value> = {}, before: Record<string, Value> = {}) {
  const { value, problems } = compiled(written);
  if (!value) throw new Error(JSON.stringify(problems));
  const values = { after: aRow(after).properties, before: aRow(before).properties };
  const context = {
    values,
    row: { url: "https://app.notion.com/p/1" },
    rule: { name: "Rule" },
    seenAt: now,
    timeZone: "UTC",
  };
  const message = renderMail(value, context);
  return {
    subject: message.subject,
    html: contentOf(message.html),
    text: message.text.split("\n\n-- ")[0] ?? "",
  };
}

function answers(written: Written): string[] {
  return compiled(written).problems?.map(({ message }) => message) ?? [];
}

describe("a part of a text that has a condition", () => {
  const subject = "{{#if Paid}}Paid{{else}}Open{{/if}}: {{ Name }}";

  it("is there when it is met, and what else stands there when it is not", () => {
    expect(rendered({ subject }, { Paid: checked }).subject).toBe("Paid: Lamp");
    expect(rendered({ subject }).subject).toBe("Open: Lamp");
  });

  it.each<[asked: string, met: Record<string, Value>, failed: Record<string, Value>]>([
    ["Notes", { Notes: { type: "rich_text", value: [{ text: "x" }] } }, {}],
    ["not Email", {}, { Email: { type: "email", value: "ada@example.com" } }],
    ['"Paid"', { Paid: checked }, {}],
    [
      "Left > 1,000.5 and Name is Lamp",
      { Left: { type: "number", value: 1001 } },
      { Left: { type: "number", value: 7 } },
    ],
    [
      "Due is before today",
      { Due: { type: "date", value: { start: "2026-11-21" } } },
      { Due: { type: "date", value: { start: "2026-11-22" } } },
    ],
  ])("asks as If does: %s", (asked, met, failed) => {
    const written = { subject: `a{{ #if ${asked} }}b{{ /if }}` };
    expect(rendered(written, met).subject).toBe("ab");
    expect(rendered(written, failed).subject).toBe("a");
  });

  it("may look back, and stand within another", () => {
    const nested = "{{#if Status was Doing}}was{{#if Paid}} and paid{{/if}}{{/if}}!";
    expect(rendered({ subject: nested }, { Paid: checked }, { Status: status("Doing") }).subject).toBe(
      "was and paid!",
    );
    expect(rendered({ subject: nested }, {}, { Status: status("Doing") }).subject).toBe("was!");
    expect(rendered({ subject: nested }, { Paid: checked }, { Status: status("Done") }).subject).toBe("!");
  });

  it("is no condition in what a row holds", () => {
    expect(rendered({ subject: "{{ Name }}" }, { Name: words("{{#if Paid}}x") }).subject).toBe(
      "{{#if Paid}}x",
    );
  });
});

describe("a part of a page that has a condition", () => {
  const body = [
    aBlock("paragraph", "Hi"),
    aBlock("paragraph", " {{#if Paid}} "),
    aBlock("heading_2", "Thanks"),
    aBlock("bulleted_list_item", "Paid in full", {
      children: [
        aBlock("paragraph", "{{#if Notes}}"),
        aBlock("paragraph", "{{ Notes }}"),
        aBlock("paragraph", "{{/if}}"),
      ],
    }),
    aBlock("paragraph", "{{else}}"),
    aBlock("paragraph", "Please pay"),
    aBlock("paragraph", "{{/if}}"),
    aBlock("paragraph", "Bye"),
  ];

  it("are the blocks between its marks, which leave no trace themselves", () => {
    expect(rendered({ body }, { Paid: checked }).text).toBe("Hi\n\nThanks\n------\n\n• Paid in full\n\nBye");
    expect(rendered({ body }).text).toBe("Hi\n\nPlease pay\n\nBye");
    expect(rendered({ body }).html).toBe("<p>Hi</p><p>Please pay</p><p>Bye</p>");
  });

  it("may be a part of formatted text, and a paragraph that is all gone leaves no gap", () => {
    const formatted = aBlock("paragraph", [
      { text: "{{#if Pa" },
      { text: "id}}all ", bold: true },
      { text: "good{{/if}}", italic: true },
    ]);
    expect(rendered({ body: [formatted] }, { Paid: checked }).html).toBe(
      "<p><strong>all </strong><em>good</em></p>",
    );
    expect(rendered({ body: [formatted, aBlock("paragraph", "x")] }).html).toBe("<p>x</p>");
  });

  it("keeps what its conditions look at for the delivery", () => {
    const { value } = compiled({ subject: "{{#if Status was Doing and Paid is checked}}x{{/if}}", body });
    expect(value && templateProperties(value)).toEqual({
      before: [columnId("Status")],
      after: [columnId("Notes"), columnId("Paid")],
    });
  });
});

describe("a mark that stands wrong", () => {
  it.each<[written: Written, answer: string]>([
    [{ subject: "{{#if Paid}}x" }, "A {{#if …}} in Subject is never closed; write {{/if}} where it ends"],
    [{ subject: "x{{/if}}" }, "There is a {{/if}} in Subject without its {{#if …}}"],
    [{ subject: "x{{else}}" }, "There is an {{else}} in Subject without its {{#if …}}"],
    [
      { subject: "{{#if Paid}}{{else}}{{else}}{{/if}}" },
      "There is an {{else}} in Subject without its {{#if …}}",
    ],
    [
      {
        body: [
          aBlock("paragraph", "{{#if Paid}}"),
          aBlock("toggle", "x", { children: [aBlock("paragraph", "{{/if}}")] }),
        ],
      },
      "There is a {{/if}} in the page without its {{#if …}}",
    ],
    [
      { body: [aBlock("paragraph", "a {{#if Paid}}"), aBlock("paragraph", "{{/if}}")] },
      "A {{#if …}} in the page is never closed; write {{/if}} where it ends",
    ],
    [
      { subject: "{{#if Pad}}x{{/if}}" },
      expect.stringMatching(/^In \{\{#if Pad\}\}: I can't find "Pad" in Orders.*did you mean Paid\?$/),
    ],
    [
      { subject: "{{#if Status changed}}x{{/if}}" },
      "In {{#if Status changed}}: a message knows what was before, not what changed; write was",
    ],
    [
      { to: "{{#if Paid}}ada@example.com{{/if}}" },
      'To takes addresses as they are: a column may have | default "ada@example.com" behind it, and nothing else',
    ],
    [
      { to: "{{ Email | upper }}" },
      'To takes addresses as they are: a column may have | default "ada@example.com" behind it, and nothing else',
    ],
  ])("is answered: %j", (written, answer) => {
    expect(answers(written)).toContainEqual(answer);
  });

  it("takes a default where a column holds no address", () => {
    expect(
      compiled({ to: '{{ Email | default "team@example.com, ada@example.com" }}' }).problems,
    ).toBeUndefined();
  });
});
