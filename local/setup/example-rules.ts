import { type Block, bullet, type Cells, paragraph, richText, select, title } from "./cells.ts";

/** A row to be learned from: it is off, and watches nothing yet. The last one is no rule: it says how mails look. */
export type ExampleRule = { cells: Cells; page: Block[] };

export const exampleRules: ExampleRule[] = [
  example(
    "Example: tell the customer it shipped",
    { When: "Row changes", Which: "Status to Shipped", If: "Email is not empty" },
    { To: "{{ Email }}", Subject: "Your order {{ Name }} is on its way" },
    [
      paragraph("Hello,"),
      paragraph("your order **{{ Name }}** left us today."),
      bullet('Follow the parcel: {{ Tracking | default "the link comes tomorrow" }}'),
    ],
  ),
  example(
    "Example: remind of what is due",
    { When: "Date is reached", Which: "1 day before Due at 9:00", If: "Status is not Done" },
    { To: "{{ Owner }}", Subject: "Due tomorrow: {{ Name }}" },
    [paragraph("**{{ Name }}** is due on {{ Due | long date }}."), paragraph("{{ row.url }}")],
  ),
  example(
    "Example: every Monday, what is late",
    {
      When: "On a schedule",
      Which: "every Monday at 9:00",
      If: "Due is before today and Status is not Done",
    },
    { To: "team@example.com", Subject: "Late: {{ Name }}" },
    [paragraph("**{{ Name }}** was due on {{ Due | date }}. Who takes it?")],
  ),
  {
    cells: {
      Rule: title("Example: how our mails look"),
      State: select("Off"),
      Then: select("Style mails"),
      Options: richText("accent: #2f6f4f\naddress: Your Company, 1 Example Street, Your Town"),
    },
    page: [paragraph("Your Company, glad to help: reply to this mail.")],
  },
];

type Asked = { When: string; Which: string; If: string };

function example(
  name: string,
  asked: Asked,
  mail: { To: string; Subject: string },
  page: Block[],
): ExampleRule {
  const cells: Cells = {
    Rule: title(name),
    State: select("Off"),
    When: select(asked.When),
    Which: richText(asked.Which),
    If: richText(asked.If),
    Then: select("Send email"),
    To: richText(mail.To),
    Subject: richText(mail.Subject),
  };
  return { cells, page };
}
