import sendEmail, { runner } from "../../shared/actions/send-email.ts";
import { PermanentError } from "../../shared/domain/errors.ts";
import type { Theme } from "../../shared/domain/message/theme.ts";
import type { Property, SourceSchema, Value } from "../../shared/domain/row.ts";
import type { Mail } from "../../shared/ports.ts";
import { aRuleRow } from "../support/builders.ts";
import { type Fixture, type Piece, readFixtures } from "./fixture.ts";
import { openPages } from "./open-pages.ts";

export type RenderedFixture = { fixture: Fixture; mail: Omit<Mail, "key">; notes: string[] };

const hostile = `"><script>alert(1)</script><!-- {{ Order }} & 'more' </td></table>`;

const cells: Record<string, Value> = {
  Order: { type: "title", value: [{ text: "Oak bench" }] },
  Customer: { type: "rich_text", value: [{ text: "Margaret Hamilton" }] },
  Email: { type: "email", value: "margaret@example.com" },
  Status: { type: "status", value: { id: "s", name: "Shipped" } },
  Owner: { type: "people", value: [{ id: "u", name: "Ada Lovelace", email: "ada@example.com" }] },
  Amount: { type: "number", value: 1200 },
  Due: { type: "date", value: { start: "2026-06-04" } },
  Tracking: { type: "url", value: "https://parcels.example.com/track/7714-3390" },
  Notes: { type: "rich_text", value: [{ text: "ring twice" }] },
  Hostile: { type: "rich_text", value: [{ text: hostile }] },
};

const source: SourceSchema = {
  id: "orders",
  name: "Orders",
  columns: Object.entries(cells).map(([name, { type }]) => ({
    id: name,
    name,
    type,
    ...(name === "Amount" ? { numberFormat: "euro" } : {}),
  })),
};

const theme: Theme = {
  accent: "#2f5d50",
  footer: [
    {
      type: "paragraph",
      text: [
        { text: "Fern & Field · furniture for people who sit · " },
        { text: "fernandfield.example.com", href: "https://fernandfield.example.com" },
      ],
      children: [],
    },
  ],
  address: "Fern & Field Ltd., 12 Mill Lane, Hebden Bridge HX7 8AD, United Kingdom",
};

/** What people keep on a row's page. */
const rowPage: Piece[] = [
  {
    markdown: `### Decided
1. The bench ships on Thursday
2. Rosa calls the customer
<callout icon="📌">
	{{ Order }} is no place here: nothing of a row is a template.
</callout>
- [x] Budget
- [ ] Photos`,
  },
];

/** Every fixture as the mail that it becomes, through Notion's place and the action itself. */
export async function renderFixtures(): Promise<RenderedFixture[]> {
  const pages = await openPages();
  try {
    const row = await pages.write(rowPage);
    const [logo] = await pages.write([{ picture: { width: 240, height: 72, caption: "Fern & Field" } }]);
    const themed: Theme = {
      ...theme,
      logo: { alt: "Fern & Field", ...(logo?.hosted ? { hosted: logo.hosted } : {}) },
    };
    const rendered: RenderedFixture[] = [];
    for (const fixture of readFixtures()) {
      const body = await pages.write(fixture.pieces);
      const rule = aRuleRow({ name: "Tell the customer", to: "{{ Email }}", subject: fixture.subject, body });
      const { preheader, locale } = fixture;
      const options = preheader === undefined ? {} : { preheader: [preheader] };
      const { value, problems } = sendEmail.read(rule, source, options, locale);
      if (problems) throw new Error(`${fixture.name}: ${problems.map(({ message }) => message).join("; ")}`);
      const message = await runner.render(JSON.parse(JSON.stringify(value)), contextOf(locale), {
        page: async () => row,
        theme: async () => (fixture.hasTheme ? themed : undefined),
        async fetchFile(wanted, most) {
          const file = "block" in wanted ? await pages.workspace.blockFile(wanted.block) : undefined;
          if (!file) throw new PermanentError("no such file");
          return pages.files.read(file.url, most);
        },
      });
      const { notes, ...mail } = message as RenderedFixture["mail"] & { notes: string[] };
      rendered.push({ fixture, mail, notes });
    }
    return rendered;
  } finally {
    await pages.close();
  }
}

function contextOf(locale: string | undefined) {
  const after = Object.fromEntries(
    Object.entries(cells).map(([name, value]) => [name, { id: name, name, ...value } as Property]),
  );
  const Status: Property = {
    id: "Status",
    name: "Status",
    type: "status",
    value: { id: "p", name: "Packed" },
  };
  return {
    values: { before: { ...after, Status }, after },
    row: { url: "https://app.notion.com/p/Oak-bench-0123456789abcdef0123456789abcdef" },
    rule: { name: "Tell the customer" },
    seenAt: "2026-06-01T09:00:00.000Z",
    timeZone: "Europe/London",
    locale,
  };
}
