import { ADA } from "../../local/notion/world.ts";

export type Question = { filter?: object; sorts?: object[] };
type Draw = (below: number) => number;

const SORTED = ["Name", "Amount", "Kind", "State", "Due", "Done", "Link", "No", "Note"];
const WORDS = ["amber", "fjord", "lotus", "nectar", "kelp", "zzz"];

const day = (draw: Draw) => new Date(Date.UTC(2024, 0, 1 + draw(1_000))).toISOString().slice(0, 10);
const time = (draw: Draw) => new Date(Date.UTC(2024, 0, 1, 0, draw(240_000))).toISOString();
const of = <T>(draw: Draw, all: readonly T[]) => all[draw(all.length)] as T;
const direction = (draw: Draw) => of(draw, ["ascending", "descending"]);
const sort = (draw: Draw) => ({ property: of(draw, SORTED), direction: direction(draw) });

const LEAVES: ((draw: Draw) => object)[] = [
  (draw) => ({ property: "Amount", number: { greater_than: draw(10_000), less_than: 9_000 } }),
  (draw) => ({ property: "Name", title: { contains: `${of(draw, WORDS)} ` } }),
  (draw) => ({ property: "Note", rich_text: { contains: of(draw, WORDS) } }),
  (draw) => ({ property: "Kind", select: { equals: `Kind ${draw(7)}` } }),
  (draw) => ({ property: "Tags", multi_select: { contains: [`Tag ${draw(9)}`, `Tag ${draw(9)}`] } }),
  (draw) => ({ property: "State", status: { does_not_equal: of(draw, ["Done", "In progress"]) } }),
  (draw) => ({ property: "Due", date: { on_or_after: day(draw) } }),
  () => ({ property: "Who", people: { contains: ADA.id } }),
  (draw) => ({ property: "Done", checkbox: { equals: draw(2) === 0 } }),
  (draw) => ({ property: "No", unique_id: { greater_than: draw(250_000) } }),
  (draw) => ({ timestamp: "last_edited_time", last_edited_time: { on_or_after: time(draw) } }),
  () => ({ property: "Due", date: { is_empty: true } }),
];
const leaf = (draw: Draw) => of(draw, LEAVES)(draw);
const group = (draw: Draw) => ({ or: [leaf(draw), { and: [leaf(draw), leaf(draw)] }] });

/** The kinds of queries that are measured, each made of parts drawn anew. */
export const KINDS: Record<string, (draw: Draw) => Question> = {
  "one condition, one sort": (draw) => ({ filter: leaf(draw), sorts: [sort(draw)] }),
  "a group of three, one sort": (draw) => ({ filter: group(draw), sorts: [sort(draw)] }),
  "one condition, two sorts": (draw) => ({ filter: leaf(draw), sorts: [sort(draw), sort(draw)] }),
  "what a poller asks: edited since, by edit time": (draw) => ({
    filter: { timestamp: "last_edited_time", last_edited_time: { on_or_after: time(draw) } },
    sorts: [{ timestamp: "last_edited_time", direction: "ascending" }],
  }),
  "one row of all, by its number": (draw) => ({
    filter: { property: "No", unique_id: { equals: draw(250_000) } },
    sorts: [sort(draw)],
  }),
  "a formula, one sort": (draw) => ({
    filter: { property: "Double", formula: { number: { greater_than: draw(20_000) } } },
    sorts: [sort(draw)],
  }),
  "a formula that tells the time, one sort": (draw) => ({
    filter: { property: "Late", formula: { checkbox: { equals: draw(2) === 0 } } },
    sorts: [sort(draw)],
  }),
};

/** The kinds of searches that are measured. */
export const SEARCHES: Record<string, (draw: Draw) => object> = {
  "a word, the newest first": (draw) => ({ query: of(draw, WORDS) }),
  "a word and a number, which few have": (draw) => ({ query: `${of(draw, WORDS)} ${draw(250_000)}` }),
  "a word, by relevance": (draw) => ({ query: of(draw, WORDS), sort: { property: "relevance" } }),
  "anything, the oldest first": () => ({ sort: { timestamp: "last_edited_time", direction: "ascending" } }),
};
