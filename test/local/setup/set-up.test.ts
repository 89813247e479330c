import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import {
  type Client,
  collectPaginatedAPI,
  type DataSourceObjectResponse,
  isFullPage,
} from "@notionhq/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pageIdIn } from "../../../local/setup/page-id.ts";
import { openWorld, type World } from "../notion/world.ts";

const script = join(import.meta.dirname, "../../../local/setup.ts");

let world: World;
let notion: Client;
let pageId: string;

beforeEach(async () => {
  world = await openWorld();
  notion = world.notion;
  const page = await world.ada.pages.create({
    parent: { workspace: true },
    properties: { title: { title: [{ text: { content: "Team" } }] } },
  });
  pageId = page.id;
});
afterEach(() => world.close());

/** The command as a process of its own, with nothing of the machine's own settings. */
async function run(args: string[], env: Record<string, string> = {}) {
  const { PATH = "" } = process.env;
  const own = { PATH, NOTION_TOKEN: "ntn_bot", NOTION_BASE_URL: world.emulator.url, ...env };
  const child = spawn(process.execPath, [script, ...args], { env: own });
  const [out, err] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    child.exitCode === null ? once(child, "exit") : undefined,
  ]);
  return { code: child.exitCode, out, err };
}

const childrenOf = (id: string) => collectPaginatedAPI(notion.blocks.children.list, { block_id: id });

async function rulesTable() {
  const [home] = await childrenOf(pageId);
  const children = await childrenOf(home?.id ?? "");
  const id = children.find((block) => "type" in block && block.type === "child_database")?.id ?? "";
  const database = await notion.databases.retrieve({ database_id: id });
  const sourceId = "data_sources" in database ? (database.data_sources[0]?.id ?? "") : "";
  const source = (await notion.dataSources.retrieve({
    data_source_id: sourceId,
  })) as DataSourceObjectResponse;
  return { id, source, sourceId, children };
}

const optionsOf = (source: DataSourceObjectResponse, name: string) => {
  const column = source.properties[name];
  return column?.type === "select" ? column.select.options.map((option) => option.name) : [];
};

describe("setting up", () => {
  it("makes a page with a guide, a Rules database and examples that are off", async () => {
    const { code, out, err } = await run([pageId]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const { id, source, sourceId, children } = await rulesTable();
    expect(pageIdIn(/ROWBELL_RULES=(\S+)/.exec(out)?.[1] ?? "")).toBe(id);
    expect(children.length).toBeGreaterThan(10);
    expect(optionsOf(source, "When")).toContain("On a schedule");
    expect(optionsOf(source, "Then")).toEqual(["Send email", "Update row", "Style mails"]);
    const { results } = await notion.dataSources.query({ data_source_id: sourceId });
    const states = results.map((row) => isFullPage(row) && row.properties.State);
    expect(states).toHaveLength(4);
    for (const state of states) expect(state).toMatchObject({ select: { name: "Off" } });
  });

  it("changes nothing when it is run again, and adds what is missing without touching what people have", async () => {
    await run([pageId]);
    const again = await run([pageId]);
    expect(again.out).toContain("The Rules database is up to date.");
    const { source, sourceId, id } = await rulesTable();
    await world.ada.dataSources.update({
      data_source_id: sourceId,
      properties: {
        Watch: { name: "Table" },
        Discard: null,
        State: { select: { options: [{ name: "Live", color: "pink" }, { name: "Paused" }] } },
        Team: { rich_text: {} },
      },
    });
    const third = await run([pageId]);
    expect(third.out).toContain("Added Off in State, Dry run in State, the column Discard.");
    const after = await rulesTable();
    expect(after.id).toBe(id);
    expect(after.source.properties.Table?.id).toBe(source.properties.Watch?.id);
    expect(after.source.properties).not.toHaveProperty("Watch");
    expect(after.source.properties).toHaveProperty("Team");
    expect(after.source.properties.State).toMatchObject({
      select: {
        options: [{ name: "Live", color: "pink" }, { name: "Paused" }, { name: "Off" }, { name: "Dry run" }],
      },
    });
    expect((await run([pageId])).out).toContain("up to date");
  });

  it("makes a Runs database beside it, which the Rules database leads to", async () => {
    await run([pageId]);
    const { source } = await rulesTable();
    const link = source.properties["Last run"];
    const runsId =
      link?.type === "relation" && "data_source_id" in link.relation && link.relation.data_source_id;
    const runs = (await notion.dataSources.retrieve({
      data_source_id: String(runsId),
    })) as DataSourceObjectResponse;
    expect(runs.properties.Rule).toMatchObject({ type: "relation", relation: { data_source_id: source.id } });
    expect(optionsOf(runs, "State")).toContain("Trying again");
    for (const { name, description } of Object.values(runs.properties))
      expect(description, name).toBeTruthy();
  });

  it("brings a Runs database up to date, wherever people moved it, and makes one where there was none", async () => {
    await run([pageId]);
    const { source, sourceId } = await rulesTable();
    const link = source.properties["Last run"];
    const runsId = String(
      link?.type === "relation" && "data_source_id" in link.relation && link.relation.data_source_id,
    );
    await world.ada.dataSources.update({
      data_source_id: runsId,
      properties: { Note: null, When: { name: "At" }, Mine: { rich_text: {} } },
    });
    expect((await run([pageId])).out).toContain("Added the column Note in Runs.");
    const runs = (await notion.dataSources.retrieve({ data_source_id: runsId })) as DataSourceObjectResponse;
    expect(Object.keys(runs.properties)).toEqual(expect.arrayContaining(["At", "Mine", "Note"]));
    await world.ada.dataSources.update({ data_source_id: sourceId, properties: { "Last run": null } });
    expect((await run([pageId])).out).toContain("Added the column Last run.");
    expect((await rulesTable()).source.properties["Last run"]).toMatchObject({
      relation: { data_source_id: runsId },
    });
  });

  it("says that the Runs database is in the trash, and leaves it there", async () => {
    await run([pageId]);
    const { source } = await rulesTable();
    const link = source.properties["Last run"];
    const databaseId = String(
      link?.type === "relation" && "database_id" in link.relation && link.relation.database_id,
    );
    await world.ada.databases.update({ database_id: databaseId, in_trash: true });
    const { out } = await run([pageId]);
    expect(out).toContain("Please see to it: the Runs database is in the trash: restore it");
    expect(out).not.toContain("Added");
  });

  it("goes on where it was cut short", async () => {
    const home = await notion.pages.create({
      parent: { type: "page_id", page_id: pageId },
      properties: { title: { title: [{ text: { content: "Rowbell" } }] } },
    });
    await run([pageId]);
    expect(await childrenOf(pageId)).toHaveLength(1);
    expect((await rulesTable()).source.properties).toHaveProperty("Rule");
    expect((await run([home.id])).out).toContain("up to date");
  });

  it("names a column of another type instead of changing it", async () => {
    await run([pageId]);
    const { sourceId } = await rulesTable();
    await world.ada.dataSources.update({ data_source_id: sourceId, properties: { To: { number: {} } } });
    const { out } = await run([pageId]);
    expect(out).toContain("the column To holds number, and Rowbell needs rich_text there: rename yours");
    expect((await rulesTable()).source.properties.To?.type).toBe("number");
  });

  it("finds the only page there is when none is named", async () => {
    expect((await run([])).code).toBe(0);
    expect((await rulesTable()).source.properties).toHaveProperty("Rule");
  });

  it.each<[what: string, args: string[], env: Record<string, string>, answer: RegExp]>([
    [
      "a token that Notion does not know",
      ["0".repeat(32)],
      { NOTION_TOKEN: "ntn_no" },
      /^Notion doesn't know this token/,
    ],
    ["a page it can't open", ["0".repeat(32)], {}, /^I can't open that page\. In Notion open it/],
    ["no link of a page", ["Team"], {}, /^"Team" is no link of a Notion page/],
    ["two pages", ["a", "b"], {}, /^one page, please/],
    ["an unknown flag", ["--force"], {}, /^Unknown option '--force'/],
    [
      "nobody there",
      ["0".repeat(32)],
      { NOTION_BASE_URL: "http://127.0.0.1:65499" },
      /^Nothing answers at http:\/\/127/,
    ],
  ])("says in one plain message what is wrong: %s", async (_what, args, env, answer) => {
    const { code, out, err } = await run(args, env);
    expect(code).not.toBe(0);
    expect(out).toBe("");
    expect(err).toMatch(answer);
    expect(err).not.toContain("ntn_");
  });
});
