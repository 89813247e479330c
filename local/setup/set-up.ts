import { type Client, collectPaginatedAPI } from "@notionhq/client";
import { type Columns, text } from "./cells.ts";
import { exampleRules } from "./example-rules.ts";
import { guide } from "./guide.ts";
import {
  createTable,
  findTable,
  isTrashed,
  linkedTable,
  type OwnTable,
  type Upgrade,
  upgradeTable,
} from "./own-table.ts";
import { type Offered, ruleColumns } from "./rule-columns.ts";
import { lastRunColumn, runColumns } from "./run-columns.ts";

/** What is there when it is done. `rules` is what `ROWBELL_RULES` names. */
export type SetUp = { rules: OwnTable; isNew: boolean } & Upgrade;

const homeTitle = "Rowbell";
const trashed =
  "the Runs database is in the trash: restore it, or delete the column Last run in Rules, then run this again for a new one";

/**
 * Makes the page Rowbell with its guide, its Rules and its Runs database under a page that somebody shared, or brings what is
 * there up to date. Run again it adds what a newer version brings, and leaves alone what people wrote.
 * @param pageId a page the connection may edit; that of an earlier run, its own page, or any other.
 * @param offered all kinds of When and Then that there are.
 * @throws the client's errors.
 */
export async function setUp(notion: Client, pageId: string, offered: Offered): Promise<SetUp> {
  const columns = ruleColumns(offered);
  const { table, homeId } = await findIn(notion, pageId, columns);
  if (!table) {
    const home = homeId ?? (await createHome(notion, pageId));
    const rules = await createRules(notion, home, columns);
    await setUpRuns(notion, rules, home);
    return { rules, isNew: true, added: [], problems: [] };
  }
  const upgrade = await upgradeTable(notion, table, columns);
  const runs = await setUpRuns(notion, table, table.pageId ?? pageId);
  return {
    rules: table,
    isNew: false,
    added: [...upgrade.added, ...runs.added],
    problems: [...upgrade.problems, ...runs.problems],
  };
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

async function createRules(notion: Client, pageId: string, columns: Columns): Promise<OwnTable> {
  const table = await createTable(notion, pageId, { name: "Rules", emoji: "🔔", isInline: true, columns });
  // The newest row stands first in a new table.
  for (const { cells, page } of [...exampleRules].reverse()) {
    await notion.pages.create({
      parent: { type: "data_source_id", data_source_id: table.sourceId },
      properties: cells,
      children: page,
    });
  }
  return table;
}

/**
 * The Runs database beside the Rules database, which leads to it from then on: by its column Last run it is found, wherever
 * people move it.
 */
export async function setUpRuns(
  notion: Client,
  rules: Pick<OwnTable, "databaseId" | "sourceId">,
  pageId: string,
): Promise<Upgrade & { runs: OwnTable }> {
  const columns = runColumns(rules.sourceId);
  const { databases } = await childrenOf(notion, pageId);
  const others = databases.filter((id) => id !== rules.databaseId);
  const known =
    (await linkedTable(notion, rules, lastRunColumn(""))) ?? (await findTable(notion, others, columns));
  const runs =
    known ?? (await createTable(notion, pageId, { name: "Runs", emoji: "🧾", isInline: false, columns }));
  if (known && (await isTrashed(notion, known))) return { runs: known, added: [], problems: [trashed] };
  const own = known ? await upgradeTable(notion, known, columns) : { added: [], problems: [] };
  const link = await upgradeTable(notion, rules, lastRunColumn(runs.sourceId));
  const made = known ? own.added.map((what) => `${what} in Runs`) : ["the Runs database"];
  return { runs, added: [...made, ...link.added], problems: [...own.problems, ...link.problems] };
}

/** On the page itself, or on one called Rowbell beneath it, which a run that was cut short may have left without. */
async function findIn(
  notion: Client,
  pageId: string,
  columns: Columns,
): Promise<{ table?: OwnTable | undefined; homeId?: string | undefined }> {
  const { databases, homes } = await childrenOf(notion, pageId);
  const own = await findTable(notion, databases, columns);
  if (own) return { table: own };
  for (const home of homes) {
    const table = await findTable(notion, (await childrenOf(notion, home)).databases, columns);
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
