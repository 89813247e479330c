import { startNotionEmulator } from "../../../local/notion/emulator.ts";
import { ADA, BOT } from "../../local/notion/world.ts";
import { send } from "./client.ts";
import { COLUMNS } from "./columns.ts";

/** Makes the workspace's file with one database. @returns the id of its data source */
export async function makeSource(dataFile: string): Promise<string> {
  const emulator = await startNotionEmulator({
    port: 0,
    dataFile,
    clock: { now: () => new Date() },
    tokens: { bench: BOT.id },
    users: [BOT, ADA],
  });
  const page = await post(emulator.url, "/v1/pages", { parent: { workspace: true }, properties: {} });
  const database = await post(emulator.url, "/v1/databases", {
    parent: { page_id: page.id },
    title: [{ text: { content: "Orders" } }],
    initial_data_source: { properties: COLUMNS },
  });
  await emulator.close();
  return database.data_sources?.[0]?.id ?? "";
}

async function post(url: string, path: string, body: object) {
  const { text } = await send(url, path, "POST", body);
  return JSON.parse(text) as { id: string; data_sources?: { id: string }[] };
}
