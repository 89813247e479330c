import {
  type Block,
  bullet,
  divider,
  heading,
  mention,
  paragraph,
  richText,
  select,
  title,
} from "../setup/cells.ts";
import { type Offered, ruleColumns } from "../setup/rule-columns.ts";
import { createRow, createTable, type Seeding, type Table } from "./seeding.ts";

type Rule = {
  name: string;
  state: string;
  watch: Table;
  when: string;
  which?: string;
  if?: string;
  to: string;
  subject: string;
  options?: string;
  body: Block[];
};

function shipped(orders: Table): Rule {
  return {
    name: "Tell the customer it shipped",
    state: "Live",
    watch: orders,
    when: "Row changes",
    which: "Status to Shipped",
    if: "Customer email is not empty",
    to: "{{ Customer email }}",
    subject: "Your order {{ Order }} is on its way",
    body: [
      heading("Good news from the workshop"),
      paragraph("Your order **{{ Order }}** left us today and is on its way to you."),
      bullet("Ordered on {{ Ordered on }}"),
      bullet("Amount: {{ Amount }}"),
      bullet("Follow the parcel: {{ Tracking }}"),
      paragraph(
        "Please open it while the driver is there, and keep the box for a day or two. Our [care guide](https://fernandfield.example.com/care) tells how to keep the wood beautiful.",
      ),
      divider,
      paragraph(
        "Questions? Just reply; {{ Owner }} looks after your order. Warm wishes from all of us at Fern & Field.",
      ),
    ],
  };
}

function bigOrder(orders: Table): Rule {
  return {
    name: "Big order, tell the owner",
    state: "Live",
    watch: orders,
    when: "Row starts to match",
    if: "Amount > 1000 and Status is not Cancelled",
    to: "{{ Owner }}",
    subject: "Big order: {{ Order }} for {{ Amount }}",
    body: [
      paragraph("**{{ Order }}** is now worth **{{ Amount }}**, and it is yours to look after."),
      bullet("Status: {{ Status }}, priority {{ Priority }}"),
      bullet("Customer: {{ Customer email }}"),
      bullet("Due on {{ Due }}"),
      paragraph("For orders of this size, please call the customer once before packing."),
    ],
  };
}

function taskDone(tasks: Table): Rule {
  return {
    name: "A task is done",
    state: "Dry run",
    watch: tasks,
    when: "Row changes",
    which: "Status from Doing to Done",
    to: "team@example.com",
    subject: "Done: {{ Task }}",
    body: [
      paragraph("{{ Assignee }} finished **{{ Task }}**, which was due on {{ Due }}."),
      paragraph("{{ Notes }}"),
    ],
  };
}

export async function seedRules(
  seeding: Seeding,
  orders: Table,
  tasks: Table,
  offered: Offered,
): Promise<Table> {
  const table = await createTable(seeding, "Rules", "🔔", ruleColumns(offered));
  for (const rule of [shipped(orders), bigOrder(orders), taskDone(tasks)]) {
    await createRow(
      seeding,
      table,
      {
        Rule: title(rule.name),
        State: select(rule.state),
        Watch: mention(rule.watch.databaseId),
        When: select(rule.when),
        Which: richText(rule.which ?? ""),
        If: richText(rule.if ?? ""),
        Then: select("Send email"),
        To: richText(rule.to),
        Subject: richText(rule.subject),
        Options: richText(rule.options ?? ""),
      },
      rule.body,
    );
  }
  return table;
}
