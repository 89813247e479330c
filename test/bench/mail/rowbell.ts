import type { Block } from "../../../shared/domain/block.ts";
import { compileMessage } from "../../../shared/domain/message/compile-message.ts";
import type { RenderContext } from "../../../shared/domain/template/template.ts";
import { renderMail } from "../../support/render-mail.ts";
import { letter } from "./letter.ts";

const block = (type: string, text: string, rest: Partial<Block> = {}): Block => ({
  type,
  text: [{ text }],
  children: [],
  ...rest,
});

const { title, greeting, points, button, header, rows, callout, closing, footer, colors } = letter;

const body: Block[] = [
  block("heading_1", title),
  block("paragraph", greeting),
  block("paragraph", "{{ Order }}"),
  ...points.map((point) => block("bulleted_list_item", point)),
  { type: "paragraph", text: [{ text: button.words, href: button.url, bold: true }], children: [] },
  {
    type: "table",
    text: [],
    headerRow: true,
    children: [header, ...rows].map((cells) => ({
      type: "table_row",
      text: [],
      children: [],
      cells: cells.map((text) => [{ text }]),
    })),
  },
  block("callout", callout, { icon: "📦" }),
  block("paragraph", closing),
];

const orders = { id: "orders", name: "Orders", columns: [{ id: "o", name: "Order", type: "title" }] };
const { value: template } = compileMessage({ to: "a@example.com", subject: "{{ Order }}", body }, orders);
const theme = { accent: colors.accent, footer: [], address: footer };

/** As production does it: the compiled rule filled in from the row, rendered as HTML and as plain text. */
export function rowbellMail(order: string): string {
  if (!template) throw new Error("the letter does not compile");
  return renderMail(template, contextOf(order), { theme }).html;
}

function contextOf(order: string): RenderContext {
  return {
    values: {
      before: {},
      after: { o: { id: "o", name: "Order", type: "title", value: [{ text: order }] } },
    },
    row: { url: "https://app.notion.com/p/0123456789abcdef0123456789abcdef" },
    rule: { name: "Tell the customer" },
    seenAt: "2026-06-01T09:00:00.000Z",
    timeZone: "UTC",
  };
}
