import type { Evidence, Violation } from "./checker/evidence.ts";
import type { Cells, WorldRow } from "./notion-world.ts";
import type { Universe } from "./universe.ts";

/** Prints what happened to the row of a violation, in the order of time: what it was, what was seen, what went out. */
export function printStory(universe: Universe, evidence: Evidence, violation: Violation | undefined): void {
  const row = universe.notion.world.rows.get(violation?.rowId ?? "");
  const lines: { at: number; text: string }[] = universe.faults.injections.map(({ id, at }) => ({
    at,
    text: `  fault: ${id}`,
  }));
  if (row) lines.push(...linesOf(universe, evidence, row));
  for (const { at, row: ruleRow, why, spec } of ruleEdits(universe))
    lines.push({ at, text: `rule ${ruleRow}: ${why} ${spec}` });
  console.log(`\n${JSON.stringify(universe.traits)}\n`);
  for (const { at, text } of lines.sort((a, b) => a.at - b.at))
    console.log(`${new Date(at).toISOString()} ${text}`);
}

function linesOf(universe: Universe, evidence: Evidence, row: WorldRow): { at: number; text: string }[] {
  const states = row.states.map(({ at, why, cells, indexedAt, inTrash }) => ({
    at,
    text: `row ${why}${inTrash ? " (trash)" : ""}: ${shown(cells)} [shown by queries after ${Math.round((indexedAt - at) / 1000)} s]`,
  }));
  const commits = (evidence.observed.get(row.id) ?? []).map(
    ({ at, index, run, commit: { snapshot, deliveries } }) => ({
      at,
      text: `  commit @${snapshot.revision} by poll ${run?.index}: ${snapshot.removed ?? `state ${index}, ${shown(Object.fromEntries(Object.entries(snapshot.row.properties)) as Cells)}`} owes ${deliveries.map(({ key, state }) => `${universe.notion.world.rows.get(key.split(":")[0] ?? "")?.number} ${state}`).join(", ") || "nothing"}`,
    }),
  );
  const mails = universe.mail.sent
    .filter(({ key }) => key.includes(row.id))
    .map(({ at, key }) => ({ at, text: `  mail ${key}` }));
  return [...states, ...commits, ...mails, ...polls(universe)];
}

function polls({ ledger }: Universe): { at: number; text: string }[] {
  return ledger.runs.map(({ index, startedAt, endedAt, outcome, anomalies, completed }) => ({
    at: startedAt,
    text: `    poll ${index} ${outcome} after ${endedAt === undefined ? "?" : ((endedAt - startedAt) / 1000).toFixed(1)} s, read ${completed.size} whole${anomalies > 0 ? `, ${anomalies} untrue answers` : ""}`,
  }));
}

function ruleEdits({ author }: Universe): { at: number; row: number; why: string; spec: string }[] {
  return author.rules.flatMap(({ row, history }) =>
    history.map(({ at, spec }) => ({
      at,
      row: row.number,
      why: row.states.find((state) => state.at === at)?.why ?? "",
      spec: spec
        ? `${spec.when} ${spec.which} ${spec.condition} ${spec.options} ${spec.isLive ? "live" : "dry"}`
        : "",
    })),
  );
}

function shown(cells: Cells): string {
  return ["st", "am", "du", "no", "re", "sc"].map((id) => `${id}=${short(cells[id])}`).join(" ");
}

function short(cell: Cells[string] | undefined): string {
  if (!cell) return "-";
  const { value } = cell as { value: unknown };
  if (Array.isArray(value)) return `[${value.length}]${JSON.stringify(value).length}`;
  if (typeof value === "object" && value !== null) {
    const { name, start, value: inner } = value as { name?: string; start?: string; value?: unknown };
    return String(name ?? start ?? inner);
  }
  return String(value);
}
