import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client, type DataSourceObjectResponse, LogLevel, type PageObjectResponse } from "@notionhq/client";
import {
  type NotionEmulator,
  type NotionEmulatorOptions,
  startNotionEmulator,
} from "../../../local/notion/emulator.ts";
import type { EmulatedUser } from "../../../local/notion/entities.ts";

export const BOT: EmulatedUser = {
  type: "bot",
  id: "10000000-0000-4000-8000-000000000001",
  name: "Rowbell",
  workspaceName: "Test",
};
export const ADA: EmulatedUser = {
  type: "person",
  id: "20000000-0000-4000-8000-000000000002",
  name: "Ada",
  email: "ada@example.com",
};

/** A clock a test sets; it starts at a moment that is no full minute. */
export class TestClock {
  ms = Date.parse("2026-03-10T10:20:30.456Z");
  now(): Date {
    return new Date(this.ms);
  }
  pass(seconds: number): void {
    this.ms += seconds * 1000;
  }
}

export type World = {
  clock: TestClock;
  emulator: NotionEmulator;
  notion: Client;
  ada: Client;
  folder: string;
  as(token: string, version?: string): Client;
  /** Stops the emulator and starts another one on the same file. @param between works on the file meanwhile. */
  restart(between?: () => void): Promise<void>;
  close(): Promise<void>;
};

type Options = Partial<Pick<NotionEmulatorOptions, "queryCap" | "sortAnew" | "later" | "tokens" | "users">>;

export async function openWorld(options: Options = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "notion-"));
  const clock = new TestClock();
  const start = () =>
    startNotionEmulator({
      port: 0,
      dataFile: join(folder, "notion.db"),
      clock,
      tokens: { ntn_bot: BOT.id, ntn_ada: ADA.id },
      users: [BOT, ADA],
      ...options,
    });
  const as = (token: string, notionVersion = "2026-03-11") =>
    new Client({
      auth: token,
      baseUrl: world.emulator.url,
      notionVersion,
      retry: false,
      logLevel: LogLevel.ERROR,
    });
  const world = { clock, folder, as, emulator: await start() } as World;
  world.notion = as("ntn_bot");
  world.ada = as("ntn_ada");
  world.restart = async (between) => {
    await world.emulator.close();
    between?.();
    world.emulator = await start();
    world.notion = as("ntn_bot");
    world.ada = as("ntn_ada");
  };
  world.close = async () => {
    await world.emulator.close();
    rmSync(folder, { recursive: true });
  };
  return world;
}

type Columns = NonNullable<
  NonNullable<Parameters<Client["databases"]["create"]>[0]["initial_data_source"]>["properties"]
>;
export type Cells = NonNullable<Parameters<Client["pages"]["create"]>[0]["properties"]>;

/** A database at the top of the workspace. @returns the ids of it and of its data source. */
export async function aTable(notion: Client, columns: Columns, name = "Orders") {
  const page = await notion.pages.create({
    parent: { workspace: true },
    properties: { title: aTitle("Home") },
  });
  const database = await notion.databases.create({
    parent: { type: "page_id", page_id: page.id },
    title: [{ text: { content: name } }],
    initial_data_source: { properties: columns },
  });
  const sourceId = "data_sources" in database ? (database.data_sources[0]?.id ?? "") : "";
  return { pageId: page.id, databaseId: database.id, sourceId };
}

export async function aRow(notion: Client, sourceId: string, properties: Cells): Promise<PageObjectResponse> {
  const parent = { type: "data_source_id", data_source_id: sourceId } as const;
  return (await notion.pages.create({ parent, properties })) as PageObjectResponse;
}

export async function page(notion: Client, id: string): Promise<PageObjectResponse> {
  return (await notion.pages.retrieve({ page_id: id })) as PageObjectResponse;
}

export async function source(notion: Client, id: string): Promise<DataSourceObjectResponse> {
  return (await notion.dataSources.retrieve({ data_source_id: id })) as DataSourceObjectResponse;
}

/** The value under its type's key, whatever the type. */
export function value(row: PageObjectResponse, name: string): unknown {
  const property = row.properties[name] as { type: string } & Record<string, unknown>;
  return property[property.type];
}

export const aTitle = (content: string) => ({ title: [{ text: { content } }] });
export const aText = (content: string) => ({ rich_text: [{ text: { content } }] });

function titleOf(row: PageObjectResponse): string {
  const title = Object.values(row.properties).find((one) => one.type === "title");
  return title?.type === "title" ? title.title.map((one) => one.plain_text).join("") : "";
}

/** The titles a query gives, page by page. */
export async function query(
  notion: Client,
  sourceId: string,
  args: Omit<Parameters<Client["dataSources"]["query"]>[0], "data_source_id"> = {},
): Promise<string[]> {
  const answer = await notion.dataSources.query({ data_source_id: sourceId, ...args });
  return answer.results.map((row) => titleOf(row as PageObjectResponse));
}
