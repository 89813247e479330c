import type { LocalRowbell } from "./local-rowbell.ts";

/** The demo workspace through Notion's API, as the person at the page. */
export type Page = {
  id: string;
  properties: Record<string, { id: string; type: string; [type: string]: unknown }>;
};

type Demo = { ordersDatabaseId: string; tasksDatabaseId: string; rulesDatabaseId: string };

export type Mail = {
  id: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  receivedAt: string;
};
export type Delivery = {
  key: string;
  ruleId: string;
  rowId: string;
  op: string;
  state: string;
  attempts: number;
  dueAt: string | null;
  lastError: string | null;
};
export type Rule = {
  id: string;
  name: string;
  state: string;
  health: string;
  note: string;
  version: number | null;
  sourceId: string;
};
export type PollAnswer = { rowsRead: number; changes: number; deliveries: number; notionRequests: number };

export function demo(rowbell: LocalRowbell) {
  const sources = new Map<string, string>();
  const sourceOf = async (database: keyof Demo) => {
    const known = sources.get(database);
    if (known) return known;
    const health = await rowbell.get<{ demo: Demo }>("/api/health");
    const found = await rowbell.get<{ data_sources: { id: string }[] }>(
      `/workspace/v1/databases/${health.demo[database]}`,
    );
    const id = found.data_sources[0]?.id ?? "";
    sources.set(database, id);
    return id;
  };
  const rows = async (database: keyof Demo) => {
    const source = await sourceOf(database);
    return (await rowbell.post<{ results: Page[] }>(`/workspace/v1/data_sources/${source}/query`, {}))
      .results;
  };
  return {
    sourceOf,
    rows,
    poll: () => rowbell.post<PollAnswer>("/api/poll"),
    inbox: () => rowbell.get<Mail[]>("/api/inbox"),
    deliveries: () => rowbell.get<Delivery[]>("/api/deliveries"),
    rules: () => rowbell.get<Rule[]>("/api/rules"),
    async rule(name: string): Promise<Rule> {
      const found = (await rowbell.get<Rule[]>("/api/rules")).find((rule) => rule.name === name);
      if (!found) throw new Error(`no rule ${name}`);
      return found;
    },
    /** Orders that wait to be packed. */
    async packing(): Promise<Page[]> {
      return (await rows("ordersDatabaseId")).filter((row) => optionOf(row, "Status") === "Packing");
    },
    setStatus: (row: Pick<Page, "id">, name: string) =>
      edit(rowbell, row.id, { Status: { status: { name } } }),
    edit: (rowId: string, properties: object) => edit(rowbell, rowId, properties),
    async add(database: keyof Demo, properties: object): Promise<Page> {
      const parent = { type: "data_source_id", data_source_id: await sourceOf(database) };
      return rowbell.post<Page>("/workspace/v1/pages", { parent, properties });
    },
    /** A rule that mails one address when an order's status changes. */
    async addRule(name: string, cells: Record<string, object> = {}): Promise<Page> {
      const properties = {
        Rule: { title: text(name) },
        State: { select: { name: "Live" } },
        Watch: {
          rich_text: [
            {
              type: "mention",
              mention: {
                database: { id: (await rowbell.get<{ demo: Demo }>("/api/health")).demo.ordersDatabaseId },
              },
            },
          ],
        },
        When: { select: { name: "Row changes" } },
        Then: { select: { name: "Send email" } },
        To: { rich_text: text("watcher@example.com") },
        Subject: { rich_text: text("{{ Order }} is {{ Status }} (was {{ before.Status }})") },
        ...cells,
      };
      return this.add("rulesDatabaseId", properties);
    },
  };
}

function text(content: string) {
  return [{ type: "text", text: { content } }];
}

export function richText(content: string) {
  return { rich_text: text(content) };
}

export function optionOf(row: Page, name: string): string | undefined {
  const property = row.properties[name];
  return (property?.[property.type] as { name?: string } | null)?.name;
}

export function titleOf(row: Page): string {
  const property = Object.values(row.properties).find(({ type }) => type === "title");
  return ((property?.title ?? []) as { plain_text: string }[]).map((part) => part.plain_text).join("");
}

async function edit(rowbell: LocalRowbell, rowId: string, properties: object): Promise<Page> {
  const page = await rowbell.patch<Page & { object: string; message?: string }>(
    `/workspace/v1/pages/${rowId}`,
    { properties },
  );
  if (page.object !== "page") throw new Error(page.message);
  return page;
}
