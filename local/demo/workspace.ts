import type { Client } from "@notionhq/client";
import { bullet, paragraph, text } from "../setup/cells.ts";
import type { Offered } from "../setup/rule-columns.ts";
import { setUpRuns } from "../setup/set-up.ts";
import { seedCustomers } from "./customers.ts";
import { seedMailStyle } from "./mail-style.ts";
import { seedOrders } from "./orders.ts";
import { seedRules } from "./rules.ts";
import type { Seeding } from "./seeding.ts";
import { seedTasks } from "./tasks.ts";

/** The ids of what `seedDemo` made. */
export type Demo = {
  pageId: string;
  customersDatabaseId: string;
  ordersDatabaseId: string;
  tasksDatabaseId: string;
  rulesDatabaseId: string;
  runsDatabaseId: string;
};

/**
 * Writes the demo workspace through Notion's public API: a small furniture maker's customers, orders and tasks, and three
 * rules, two of them live, whose mails have a style.
 * @param notion a client with a person's token, who is then the author
 * @param now dates are set around it
 * @param offered kinds of When and Then that the rules' authors can pick
 */
export async function seedDemo(notion: Client, now: Date, offered: Offered = {}): Promise<Demo> {
  const page = await notion.pages.create({
    parent: { workspace: true },
    icon: { type: "emoji", emoji: "🛎️" },
    properties: { title: { title: text("Rowbell demo") } },
    children: [
      paragraph("The workspace of **Fern & Field**, a small furniture maker. Try it:"),
      bullet("Set the status of an order to **Shipped**, and its customer gets a mail."),
      bullet("Raise an amount above 1,000, and the order's owner gets one."),
      bullet("Open **Rules** to see why, and to write your own, and **Runs** for what became of each."),
    ],
  });
  const seeding: Seeding = { notion, pageId: page.id, now };
  const { table: customers, customers: people } = await seedCustomers(seeding);
  const orders = await seedOrders(seeding, customers, people);
  const tasks = await seedTasks(seeding);
  const rules = await seedRules(seeding, orders, tasks, offered);
  await seedMailStyle(seeding, rules);
  const { runs } = await setUpRuns(notion, rules, page.id);
  return {
    pageId: page.id,
    customersDatabaseId: customers.databaseId,
    ordersDatabaseId: orders.databaseId,
    tasksDatabaseId: tasks.databaseId,
    rulesDatabaseId: rules.databaseId,
    runsDatabaseId: runs.databaseId,
  };
}
