// Mails when the status of a row changes, and forgets none: the loop of many integrations, without its usual gaps.
//   node docs/examples/mail-on-change.ts <data source id> <property> <state file> [seconds between reads, 0 for one read]
//
// - One read after another, never two at once.
// - Notion rounds last_edited_time down to the minute, and a row that was read may change again within it. So each read
//   begins a margin before the newest edit seen so far, and compares values, not times.
// - A row is remembered after its mail is out. A crash in between sends that mail twice; the other order would lose it.
// - The first read only remembers: nobody wants a mail for every row there is.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isFullPage, iterateAllDataSourceRows, type PageObjectResponse } from "@notionhq/client";
import { createTransport } from "nodemailer";
import { argument, notion, print } from "./notion.ts";

type State = {
  /** The newest edit that complete reads have seen; null before the first of them. */
  since: string | null;
  /** Row → the value its last mail told. */
  told: Record<string, string>;
};

const dataSourceId = argument(1, "the id of a data source");
const property = argument(2, "the name or id of a select or status property");
const stateFile = argument(3, "the path of a file to remember in");
const pause = Number(process.argv[5] ?? 60);

const MARGIN_MS = 2 * 60_000;
const { SMTP_URL, MAIL_TO = "team@example.com" } = process.env;
// Without a server to send them by, mails are printed.
const mailer = SMTP_URL ? createTransport(SMTP_URL) : createTransport({ jsonTransport: true });

const state: State = existsSync(stateFile)
  ? JSON.parse(readFileSync(stateFile, "utf8"))
  : { since: null, told: {} };

do {
  await readOnce();
  if (pause > 0) await sleep(pause * 1000);
} while (pause > 0);

async function readOnce(): Promise<void> {
  const { since } = state;
  let newest = since;
  for await (const row of iterateAllDataSourceRows(notion, {
    data_source_id: dataSourceId,
    ...editedSince(since),
  })) {
    if (!isFullPage(row)) continue;
    const value = statusOf(row);
    const before = state.told[row.id];
    state.told[row.id] = value;
    if (since !== null && value !== before) {
      await mail(row, before ?? "new", value);
      save();
    }
    if (newest === null || row.last_edited_time > newest) newest = row.last_edited_time;
  }
  // Last of all, and from the data: a clock of our own may be wrong, and a read that failed half-way is done again. A table
  // without rows has been read, too; whatever comes is new then.
  state.since = newest ?? new Date(0).toISOString();
  save();
}

function editedSince(since: string | null) {
  if (since === null) return {};
  const from = new Date(Math.max(0, Date.parse(since) - MARGIN_MS)).toISOString();
  return { filter: { timestamp: "last_edited_time" as const, last_edited_time: { on_or_after: from } } };
}

function statusOf(row: PageObjectResponse): string {
  const value = row.properties[property] ?? Object.values(row.properties).find(({ id }) => id === property);
  if (value?.type === "select") return value.select?.name ?? "none";
  if (value?.type === "status") return value.status?.name ?? "none";
  throw new Error(`${property} is no select or status property of the table.`);
}

async function mail(row: PageObjectResponse, before: string, after: string): Promise<void> {
  const title = Object.values(row.properties).find((one) => one.type === "title");
  const name = title?.type === "title" ? title.title.map((text) => text.plain_text).join("") : row.id;
  const sent = await mailer.sendMail({
    from: "notion@example.com",
    to: MAIL_TO,
    // The same for the same change, so that a mail that goes out twice can be told.
    messageId: `<${row.id}.${encodeURIComponent(before)}.${encodeURIComponent(after)}@example.com>`,
    subject: `${name}: ${before} → ${after}`,
    text: row.url,
  });
  print(`mail ${sent.messageId}: ${name}: ${before} → ${after}`);
}

/** Whole or not at all: a crash leaves the file before or the file after. */
function save(): void {
  writeFileSync(`${stateFile}.new`, JSON.stringify(state));
  renameSync(`${stateFile}.new`, stateFile);
}
