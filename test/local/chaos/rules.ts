import { type demo, type Page, richText } from "../../support/demo.ts";

/** The rules of a chaos run, and what each is there to show. */
const wanted = {
  status: { Which: richText("Status"), ...unlimited("never twice") },
  amount: { Which: richText("Amount"), ...unlimited("never missed") },
  shipped: { Which: richText("Status to Shipped"), ...unlimited("never twice") },
  dear: { ...when("Row starts to match"), If: richText("Amount > 1000"), ...unlimited("never twice") },
  added: { ...when("Row is added"), ...unlimited("never twice") },
  removed: { ...when("Row is removed"), ...unlimited("never twice") },
  due: { ...when("Date is reached"), Which: richText("Due"), ...unlimited("never twice") },
  // The default limits: it is the one that is held, released and discarded.
  braked: { Which: richText("Status to Packing") },
  dry: { Which: richText("Status"), State: { select: { name: "Dry run" } } },
  // Switched off and on.
  fickle: { Which: richText("Status to Delivered"), ...unlimited("never twice") },
  write: {
    Which: richText("Status to Cancelled"),
    Then: { select: { name: "Update row" } },
    To: { rich_text: [] },
    Subject: { rich_text: [] },
    Options: richText("set: Tags to gift\nhold above: never\nlimit: none"),
  },
} satisfies Record<string, Record<string, object>>;

export type RuleName = keyof typeof wanted;
export type ChaosRules = Record<RuleName, Page>;

export async function addChaosRules(workspace: ReturnType<typeof demo>): Promise<ChaosRules> {
  const rules: Partial<ChaosRules> = {};
  for (const name of Object.keys(wanted) as RuleName[]) {
    const subject = "{{ Order }}|{{ before.Status }}>{{ Status }}|{{ Amount }}|{{ Due }}";
    rules[name] = await workspace.addRule(name, { Subject: richText(subject), ...wanted[name] });
  }
  return rules as ChaosRules;
}

function when(name: string): Record<string, object> {
  return { When: { select: { name } } };
}

function unlimited(delivery: string): Record<string, object> {
  return { Options: richText(`delivery: ${delivery}\nhold above: never\nlimit: none`) };
}
