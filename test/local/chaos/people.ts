import type { Rng } from "../../sim/rng.ts";
import { demo, type Page } from "../../support/demo.ts";
import type { LocalRowbell } from "../../support/local-rowbell.ts";
import type { ChaosRules } from "./rules.ts";
import { isTrashed, type TrueRow, type Truth, type Watched, watched } from "./truth.ts";

const statuses = ["New", "Packing", "Shipped", "Delivered", "Cancelled"];
const amounts = [10, 500, 999, 1001, 2000, 5000];

/** Those who edit rows and rules; everything they did is in `truth`. */
export type People = { rng: Rng; truth: Truth; rules: ChaosRules };
type At = { rowbell: LocalRowbell; now: string };

/** Takes a row into the record as Notion shows it, and from then on whatever differs. */
export function recordPage(truth: Truth, page: Page, at: string, isAdded: boolean): TrueRow {
  const known = truth.rows.get(page.id);
  const cells = cellsOf(page);
  const from = truth.tick();
  const row: TrueRow = known ?? {
    id: page.id,
    title: page.id,
    columns: { Status: [], Amount: [] },
    dues: [],
    trashed: [],
    ...(isAdded ? { addedAt: from } : {}),
  };
  truth.rows.set(page.id, row);
  for (const column of watched) truth.set(row.columns[column], cells[column], at);
  truth.set(row.dues, (page.properties.Due?.date as { start: string } | null)?.start ?? "", at);
  const { in_trash: inTrash } = page as Page & { in_trash?: boolean };
  if (inTrash === true && !isTrashed(row)) row.trashed.push({ from, at });
  const open = row.trashed.find(({ until }) => until === undefined);
  if (inTrash === false && open) Object.assign(open, { until: truth.tick(), untilAt: at });
  return row;
}

function cellsOf({ properties }: Page): Record<Watched, string> {
  const status = (properties.Status?.status as { name: string } | null)?.name ?? "";
  const amount = properties.Amount?.number as number | null;
  return { Status: status, Amount: amount === null ? "" : String(amount) };
}

/** One thing that somebody does. What was asked and not answered is read back. */
export async function work(people: People, at: At): Promise<void> {
  const { rng, truth } = people;
  const rows = [...truth.rows.values()];
  const living = rows.filter((row) => !isTrashed(row));
  const row = rng.pick(living);
  const draw = rng.int(1, 100);
  if (draw <= 45 || !row) return void (await edit(people, at, rng.pick(living), someCells(people, at)));
  if (draw <= 60) return editTwice(people, at, row);
  if (draw <= 64) return paste(people, at, living);
  if (draw <= 72) return add(people, at);
  if (draw <= 78) return putInTrash(people, at, row, true);
  if (draw <= 84) {
    const trashed = rows.filter(isTrashed);
    if (trashed.length > 0) await putInTrash(people, at, rng.pick(trashed), false);
    return;
  }
  if (draw <= 92) return void (await edit(people, at, row, { Due: someDay(people, at) }));
  if (draw <= 96) return toggle(people, at);
  return answerBrake(people, at);
}

async function editTwice(people: People, at: At, row: TrueRow): Promise<void> {
  const { rng, truth } = people;
  const before = row.columns.Status.at(-1)?.value ?? "New";
  await edit(people, at, row, { Status: { status: { name: rng.pick(statuses) } } });
  const isUndone = rng.chance(0.5);
  const name = isUndone ? before : rng.pick(statuses);
  truth.count(isUndone ? "undone in the same minute" : "edited twice in a minute");
  await edit(people, at, row, { Status: { status: { name } } });
}

async function paste(people: People, at: At, living: readonly TrueRow[]): Promise<void> {
  const { rng, truth } = people;
  truth.count("pastes");
  const cells = someCells(people, at);
  for (const row of living.slice(0, rng.int(20, 40))) await edit(people, at, row, cells);
}

async function edit({ truth }: People, { rowbell, now }: At, row: TrueRow, properties: object) {
  truth.count("edits");
  await attempt(truth, rowbell, row.id, now, () =>
    rowbell.patch<Page>(`/workspace/v1/pages/${row.id}`, { properties }),
  );
}

async function add({ truth, rng }: People, { rowbell, now }: At): Promise<void> {
  const title = `Added ${truth.tick()}`;
  const page = await demo(rowbell)
    .add("ordersDatabaseId", {
      Order: { title: [{ text: { content: title } }] },
      Status: { status: { name: rng.pick(statuses) } },
      Amount: { number: rng.pick(amounts) },
    })
    .catch(() => undefined);
  if (!page?.id) return;
  truth.count("rows added");
  recordPage(truth, page, now, true);
}

async function putInTrash({ truth }: People, { rowbell, now }: At, row: TrueRow, in_trash: boolean) {
  truth.count(in_trash ? "rows trashed" : "rows restored");
  await attempt(truth, rowbell, row.id, now, () =>
    rowbell.patch<Page>(`/workspace/v1/pages/${row.id}`, { in_trash }),
  );
}

/** Switches the fickle rule off, or on again. */
async function toggle({ truth, rules }: People, { rowbell }: At): Promise<void> {
  const rule = rules.fickle.id;
  const spans = truth.off.get(rule) ?? [];
  truth.off.set(rule, spans);
  const open = spans.find(({ until }) => until === undefined);
  const from = truth.tick();
  const done = await setCells(rowbell, rule, { State: { select: { name: open ? "Live" : "Off" } } });
  if (!done) return;
  truth.count("rules switched");
  if (open) open.until = from;
  else spans.push({ from });
}

async function answerBrake({ truth, rules, rng }: People, { rowbell }: At): Promise<void> {
  const isRelease = rng.chance(0.6);
  const cells = { [isRelease ? "Release" : "Discard"]: { checkbox: true } };
  if (isRelease)
    truth.releases.set(rules.braked.id, [...(truth.releases.get(rules.braked.id) ?? []), truth.tick()]);
  if (await setCells(rowbell, rules.braked.id, cells)) truth.count(isRelease ? "releases" : "discards");
}

export async function setCells(rowbell: LocalRowbell, pageId: string, properties: object): Promise<boolean> {
  const answer = rowbell.patch<{ object: string }>(`/workspace/v1/pages/${pageId}`, { properties });
  return (await answer.catch(() => undefined))?.object === "page";
}

/** What was answered is so; for what was not, the row itself is asked. */
async function attempt(
  truth: Truth,
  rowbell: LocalRowbell,
  id: string,
  at: string,
  act: () => Promise<Page>,
) {
  const page = await act().catch(() => undefined);
  if (page?.properties) return void recordPage(truth, page, at, false);
  const shown = await rowbell.get<Page>(`/workspace/v1/pages/${id}`).catch(() => undefined);
  if (shown?.properties) recordPage(truth, shown, at, false);
}

function someCells(people: People, at: At): object {
  const { rng } = people;
  const draw = rng.int(1, 10);
  if (draw <= 5) return { Status: { status: { name: rng.pick(statuses) } } };
  if (draw <= 8) return { Amount: { number: rng.pick(amounts) } };
  if (draw === 9)
    return { Status: { status: { name: rng.pick(statuses) } }, Amount: { number: rng.pick(amounts) } };
  return { Due: someDay(people, at) };
}

function someDay({ rng }: People, { now }: At): object {
  const ms = Date.parse(now) + 60_000 * rng.int(-20, 90);
  return { date: { start: new Date(ms - (ms % 60_000)).toISOString() } };
}
