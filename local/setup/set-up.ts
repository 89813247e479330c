import { type Client, collectPaginatedAPI } from "@notionhq/client";
import { type Columns, text } from "./cells.ts";
import { guide } from "./guide.ts";
import { type Offered, ruleColumns } from "./rule-columns.ts";
import {
  createRulesTable,
  findRulesTable,
  type RulesTable,
  type Upgrade,
  upgradeRulesTable,
} from "./rules-table.ts";

/** What is there when it is done. `rules` is what `ROWBELL_RULES` names. */
export type SetUp = { rules: RulesTable; isNew: boolean } & Upgrade;

const homeTitle = "Rowbell";

/**
 * Makes the page Rowbell with its guide and its Rules database under a page that somebody shared, or brings what is there
 * up to date. Run again it adds what a newer version brings, and leaves alone what people wrote.
 * @param pageId a page the connection may edit; that of an earlier run, its own page, or any other.
 * @param offered all kinds of When and Then that there are.
 * @throws the client's errors.
 */
export async function setUp(notion: Client, pageId: string, offered: Offered): Promise<SetUp> {
  const columns = ruleColumns(offered);
  const { table, homeId } = await findIn(notion, pageId, columns);
  if (table) return { rules: table, isNew: false, ...(await upgradeRulesTable(notion, table, columns)) };
  const rules = await createRulesTable(notion, homeId ?? (await createHome(notion, pageId)), columns);
  return { rules, isNew: true, added: [], problems: [] };
}

async function createHome(notion: Client, pageId: string): Promise<string> {
  const home = await notion.pages.create({
    parent: { type: "page_id", page_id: pageId },
    icon: { type: "emoji", emoji: "🛎️" },
    properties: { title: { title: text(homeTitle) } },
    children: guide,
  });
  return home.id;
}

/** On the page itself, or on one called Rowbell beneath it, which a run that was cut short may have left without. */
async function findIn(
  notion: Client,
  pageId: string,
  columns: Columns,
): Promise<{ table?: RulesTable | undefined; homeId?: string | undefined }> {
  const { databases, homes } = await childrenOf(notion, pageId);
  const own = await findRulesTable(notion, databases, columns);
  if (own) return { table: own };
  for (const home of homes) {
    const table = await findRulesTable(notion, (await childrenOf(notion, home)).databases, columns);
    if (table) return { table };
  }
  return { homeId: homes[0] };
}

async function childrenOf(notion: Client, pageId: string): Promise<{ databases: string[]; homes: string[] }> {
  const blocks = await collectPaginatedAPI(notion.blocks.children.list, { block_id: pageId });
  const typed = blocks.filter((block) => "type" in block);
  return {
    databases: typed.filter(({ type }) => type === "child_database").map(({ id }) => id),
    homes: typed
      .filter((block) => block.type === "child_page" && block.child_page.title.trim() === homeTitle)
      .map(({ id }) => id),
  };
}
