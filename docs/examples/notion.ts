import { Client } from "@notionhq/client";

const { NOTION_TOKEN, NOTION_BASE_URL } = process.env;
if (!NOTION_TOKEN) throw new Error("Set NOTION_TOKEN to the token of a connection.");

/** Notion itself, unless NOTION_BASE_URL names the local workspace. */
export const notion = new Client({
  auth: NOTION_TOKEN,
  notionVersion: "2026-03-11",
  ...(NOTION_BASE_URL && { baseUrl: NOTION_BASE_URL }),
});

/** What the command line says at the place. @throws Error that tells how the program is called. */
export function argument(place: number, name: string): string {
  const given = process.argv[place + 1];
  if (!given) throw new Error(`Give ${name} as argument ${place}.`);
  return given;
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
