import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { Client } from "@notionhq/client";
import { createTable } from "../../local/aws/create-table.ts";
import { startDynamoDb } from "../../local/aws/dynamodb.ts";
import { startSqsEmulator } from "../../local/aws/sqs/emulator.ts";
import { manualClock } from "../../local/clock.ts";
import { DEMO_TOKENS, DEMO_USERS, PERSON_TOKEN, ROWBELL_TOKEN } from "../../local/demo/users.ts";
import { startNotionEmulator } from "../../local/notion/emulator.ts";
import { dynamoTable } from "../../shared/adapters/dynamo/dynamo-table.ts";
import { notionFiles } from "../../shared/adapters/notion/notion-files.ts";
import { notionConnection } from "../../shared/adapters/notion/workspace.ts";
import { sqsDeliveryQueue } from "../../shared/adapters/sqs-delivery-queue.ts";
import { optionalColumns, ruleColumns } from "../../shared/domain/rules-database.ts";
import { type PollResult, pollConnection } from "../../shared/pipeline/poll.ts";
import type { DeliverServices, Mail, PollServices, Workspace } from "../../shared/ports.ts";
import { storesIn } from "../../shared/stores/stores.ts";
import { TABLE } from "../../shared/table.ts";
import { newFolder } from "./local-rowbell.ts";

const credentials = { accessKeyId: "local", secretAccessKey: "local" };
const region = "eu-central-1";

export type World = Awaited<ReturnType<typeof startWorld>>;

/** The poll's real services on embedded neighbours, in this process, so that a test can stand between them. */
export async function startWorld(options: { queryCap?: number } = {}) {
  const folder = newFolder();
  const clock = manualClock(new Date("2026-03-02T10:00:20.000Z"));
  const [dynamoDb, sqs, notion] = await Promise.all([
    startDynamoDb({ port: 0, dataFile: `${folder}/dynamodb.sqlite` }),
    startSqsEmulator({
      port: 0,
      dataFile: ":memory:",
      clock,
      queues: [{ name: "d.fifo", fifo: true, visibilitySeconds: 60 }],
    }),
    startNotionEmulator({
      port: 0,
      dataFile: ":memory:",
      clock,
      tokens: DEMO_TOKENS,
      users: DEMO_USERS,
      ...options,
    }),
  ]);
  const client = new DynamoDBClient({ endpoint: dynamoDb.url, region, credentials });
  const name = "rowbell";
  await createTable(client, name, TABLE);
  const table = dynamoTable({ client, name, pause: async () => {} });
  const person = new Client({ auth: PERSON_TOKEN, baseUrl: notion.url, notionVersion: "2026-03-11" });
  const rulesSource = await makeRules(person);

  const lines: { event: string; fields: object }[] = [];
  const log = {
    info: (event: string, fields: object) => void lines.push({ event, fields }),
    error: (event: string, fields: object) => void lines.push({ event, fields }),
  };
  const connections: Workspace[] = [];
  const stores = storesIn(table, { clock, newId: randomUUID });
  const services: PollServices = {
    clock,
    log,
    connect: async (id) => {
      const connection = notionConnection({
        token: ROWBELL_TOKEN,
        baseUrl: notion.url,
        pause: async () => {},
      });
      connections.push(connection.workspace);
      return { id, rulesReference: rulesSource.database, ...connection };
    },
    ...stores,
    queue: sqsDeliveryQueue(
      new SQSClient({ endpoint: sqs.url, region, credentials }),
      sqs.queueUrl("d.fifo"),
    ),
  };
  const sent: Mail[] = [];
  const delivering: DeliverServices = {
    clock,
    log,
    rules: services.rules,
    outbox: services.outbox,
    ownWrites: stores.ownWrites,
    suppressions: stores.suppressions,
    mailCounts: stores.mailCounts,
    connect: (id, hasTime) => services.connect(id, hasTime),
    fileStore: notionFiles({ baseUrl: notion.url }),
    mailer: { send: async (mail) => `message-${sent.push(mail)}` },
  };
  return {
    clock,
    lines,
    notion,
    person,
    rulesSource,
    services,
    delivering,
    sent,
    /** Requests to Notion of all polls so far. */
    requests: () => connections.reduce((sum, workspace) => sum + workspace.requests(), 0),
    poll: (given: PollServices = services): Promise<PollResult> =>
      pollConnection(given, "default", () => true),
    deliveries: () => services.outbox.history("default", 1000),
    wait: (seconds: number) => clock.set(new Date(clock.now().getTime() + seconds * 1000)),
    /** Makes the next requests to Notion fail. */
    fail: (times: number, status: number, path?: string) =>
      fetch(`${notion.url}/_admin/fail`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ times, status, ...(path ? { path } : {}) }),
      }),
    makeSource: (name: string, properties: object = {}) => makeSource(person, name, properties),
    addRow: (source: string, name: string, properties: object = {}) =>
      addRow(person, source, name, properties),
    edit: (rowId: string, properties: object) => person.pages.update({ page_id: rowId, properties } as never),
    /** What a rule's row tells its author. */
    note: (ruleId: string) => noteIn(person, ruleId),
    addRule: (cells: Record<string, unknown>) => addRule(person, rulesSource.source, cells),
    async close() {
      client.destroy();
      await Promise.all([dynamoDb.close(), sqs.close(), notion.close()]);
    },
  };
}

export const words = (content: string) => [{ type: "text", text: { content } }];

async function makeSource(person: Client, name: string, properties: object) {
  const database = await person.databases.create({
    parent: { type: "workspace", workspace: true },
    title: words(name),
    initial_data_source: {
      properties: {
        Name: { title: {} },
        Status: { status: { options: [{ name: "Todo" }, { name: "Doing" }, { name: "Done" }] } },
        Amount: { number: {} },
        Email: { email: {} },
        ...properties,
      },
    },
  } as never);
  return {
    database: database.id,
    source: (database as { data_sources: { id: string }[] }).data_sources[0]?.id ?? "",
  };
}

async function makeRules(person: Client) {
  const properties = Object.fromEntries(
    Object.entries({ ...ruleColumns, ...optionalColumns }).flatMap(([name, type]) =>
      type === "relation" ? [] : [[name, { [type]: {} }]],
    ),
  );
  const database = await person.databases.create({
    parent: { type: "workspace", workspace: true },
    title: words("Rules"),
    initial_data_source: { properties },
  } as never);
  return {
    database: database.id,
    source: (database as { data_sources: { id: string }[] }).data_sources[0]?.id ?? "",
  };
}

async function addRow(person: Client, source: string, name: string, properties: object) {
  const page = await person.pages.create({
    parent: { type: "data_source_id", data_source_id: source },
    properties: { Name: { title: words(name) }, Status: { status: { name: "Todo" } }, ...properties },
  } as never);
  return page.id;
}

async function noteIn(person: Client, ruleId: string): Promise<string> {
  const { properties } = (await person.pages.retrieve({ page_id: ruleId })) as unknown as {
    properties: Record<string, { rich_text?: { plain_text: string }[] }>;
  };
  return (properties.Note?.rich_text ?? []).map((part) => part.plain_text).join("");
}

/** A live rule; `watch` is a database's id, `body` the page's paragraphs. */
async function addRule(person: Client, source: string, cells: Record<string, unknown>) {
  const {
    name = "Rule",
    state = "Live",
    watch,
    when = "Row changes",
    which = "",
    condition = "",
    to = "ada@example.com",
    subject = "{{ Name }} is {{ Status }}",
    options = "",
    action = "Send email",
    body = [],
  } = cells as { [name: string]: string } & { body?: string[] };
  const page = await person.pages.create({
    parent: { type: "data_source_id", data_source_id: source },
    properties: {
      Rule: { title: words(name) },
      State: { select: { name: state } },
      Watch: { rich_text: [{ type: "mention", mention: { database: { id: watch } } }] },
      When: { select: { name: when } },
      Which: { rich_text: words(which) },
      If: { rich_text: words(condition) },
      Then: { select: { name: action } },
      To: { rich_text: words(to) },
      Subject: { rich_text: words(subject) },
      Options: { rich_text: words(options) },
    },
    children: (body as string[]).map((content) => ({
      type: "paragraph",
      paragraph: { rich_text: words(content) },
    })),
  } as never);
  return page.id;
}
