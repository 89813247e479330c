import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { LocalRowbell } from "../../support/local-rowbell.ts";

export type Opened = { page: Page; rowId: string };

type Found = { id: string; title?: { plain_text: string }[]; properties: Record<string, unknown> };

/** Opens a row by its link, in a window of its own. `source` is its database's name; `row` stands in one of its cells. */
export async function openRow(
  browser: Browser,
  rowbell: LocalRowbell,
  source: string,
  row: string,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const { sourceId, rowId } = await findRow(rowbell, source, row);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${rowbell.url}/#/source/${sourceId}/${rowId}`);
  await page.getByRole("complementary").getByRole("region", { name: "Comments" }).waitFor();
  return { page, rowId };
}

async function findRow(rowbell: LocalRowbell, source: string, row: string) {
  const filter = { property: "object", value: "data_source" };
  const sources = await rowbell.post<{ results: Found[] }>("/workspace/v1/search", { filter });
  const sourceId = sources.results.find(({ title }) => title?.[0]?.plain_text === source)?.id;
  const rows = await rowbell.post<{ results: Found[] }>(`/workspace/v1/data_sources/${sourceId}/query`, {});
  const rowId = rows.results.find(({ properties }) => JSON.stringify(properties).includes(row))?.id;
  return { sourceId, rowId: rowId ?? "" };
}

type Span = { plain_text: string; href: string | null; annotations: { bold: boolean } };
type Payload = { rich_text?: Span[]; cells?: Span[][]; checked?: boolean };
type Raw = { id: string; type: string; has_children: boolean } & Record<string, unknown>;

export async function rowsIn(rowbell: LocalRowbell, parentId: string): Promise<Raw[]> {
  return (await rowbell.get<{ results: Raw[] }>(`/workspace/v1/blocks/${parentId}/children`)).results;
}

/** The blocks of a page as the workspace has them: a line each, two spaces for each level. */
export async function texts(rowbell: LocalRowbell, parentId: string, indent = ""): Promise<string[]> {
  const lines: string[] = [];
  for (const raw of await rowsIn(rowbell, parentId)) {
    const { rich_text = [], cells, checked } = raw[raw.type] as Payload;
    const text = cells ? cells.map(written).join("|") : written(rich_text);
    lines.push(`${indent}${raw.type} ${text}${checked ? " ✓" : ""}`.trimEnd());
    if (raw.has_children) lines.push(...(await texts(rowbell, raw.id, `${indent}  `)));
  }
  return lines;
}

function written(spans: readonly Span[]): string {
  return spans
    .map(({ plain_text, href, annotations }) => {
      const text = annotations.bold ? `**${plain_text}**` : plain_text;
      return href ? `[${text}](${href})` : text;
    })
    .join("");
}
