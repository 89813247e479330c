import type { DataSource, Page } from "../../../local/notion/entities.ts";
import { openStore } from "../../../local/notion/store/open-store.ts";
import { ADA, BOT } from "../../local/notion/world.ts";

const START = Date.parse("2024-01-01T08:00:00Z");
const WORDS = "amber basalt cedar delta ember fjord garnet hazel indigo jasper kelp lotus maple nectar".split(
  " ",
);

/** Writes rows straight into the workspace's file: by requests it would take minutes. */
export function fill(file: string, sourceId: string, rows: number): void {
  const store = openStore(file);
  const source = store.get(sourceId) as DataSource;
  const ids = new Map(source.properties.map(({ name, id }) => [name, id]));
  const options = new Map(source.properties.map(({ name, config }) => [name, optionIds(config.options)]));
  for (let from = 0; from < rows; from += 5_000) {
    store.write(() => {
      for (let n = from; n < Math.min(rows, from + 5_000); n++) {
        const values = Object.entries(valuesOf(n, options)).map(([name, value]) => [ids.get(name), value]);
        store.put(aPage(n, source, Object.fromEntries(values), store.nextEdit()));
      }
    });
  }
  store.close();
}

function optionIds(options: unknown): string[] {
  return ((options as { id: string }[] | undefined) ?? []).map(({ id }) => id);
}

function valuesOf(n: number, options: Map<string, string[]>): Record<string, unknown> {
  const word = (step: number) => WORDS[Math.floor(n / step) % WORDS.length] ?? "";
  const option = (name: string, which: number) => {
    const all = options.get(name) ?? [];
    return all[which % all.length];
  };
  return {
    Name: text(`${word(1)} ${word(17)} ${n}`),
    Note: n % 3 === 0 ? [] : text(`A note about ${word(5)} and ${word(31)}, of some length`),
    Amount: n % 11 === 0 ? null : Math.round(scatter(n) * 1_000_000) / 100,
    Kind: option("Kind", n * 7),
    Tags: [option("Tags", n), option("Tags", n * 3 + 1)],
    State: option("State", n >> 3),
    Due: n % 4 === 0 ? null : { start: day(scatter(n + 1) * 1_000), end: null, time_zone: null },
    Who: n % 2 === 0 ? [ADA.id] : [],
    Done: n % 5 === 0,
    Link: `https://example.com/orders/${n}`,
    No: n + 1,
  };
}

const PLAIN = {
  bold: false,
  italic: false,
  strikethrough: false,
  underline: false,
  code: false,
  color: "default",
};
const text = (content: string) => [{ type: "text", text: { content, link: null }, annotations: PLAIN }];

/** From 0 to 1, without order. */
function scatter(n: number): number {
  return ((n * 2_654_435_761) % 2 ** 32) / 2 ** 32;
}

function day(days: number): string {
  return new Date(START + Math.floor(days) * 86_400_000).toISOString().slice(0, 10);
}

function aPage(n: number, source: DataSource, values: Page["values"], edit: number): Page {
  const at = START + n * 60_000;
  return {
    kind: "page",
    id: crypto.randomUUID(),
    parent: { type: "data_source_id", data_source_id: source.id, database_id: source.databaseId },
    values,
    content: [],
    icon: null,
    cover: null,
    inTrash: false,
    isLocked: false,
    stamp: {
      createdAt: at,
      createdBy: BOT.id,
      editedAt: at + Math.floor(scatter(n + 2) * 1e9),
      editedBy: n % 3 ? ADA.id : BOT.id,
      edit,
    },
  };
}
