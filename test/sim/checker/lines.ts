import type { Delivery } from "../../../shared/domain/delivery.ts";
import { lineNote, linePage, lineState } from "../../../shared/domain/run-line.ts";
import { runCell } from "../columns.ts";
import { newest, type WorldRow } from "../notion-world.ts";
import { isTicked, keyOf, stateOf } from "../run-lines.ts";
import type { Evidence } from "./evidence.ts";

/** When all is quiet each delivery has one line, that shows what became of it; nobody's tick is left unanswered. */
export function runsShowWhatHappened(evidence: Evidence): void {
  const { universe, deliveries, found } = evidence;
  const { runs } = universe.author;
  if (!runs) return;
  const problem = (what: string) =>
    void found.push({ invariant: "each delivery has one line, as it is", what });
  const lines = linesByKey([...runs.source.rows]);
  for (const key of lines.keys()) if (!deliveries.has(key)) problem(`a line of ${key}, which there is not`);
  for (const delivery of deliveries.values()) {
    if (delivery.state === "pending" || delivery.state === "sending") continue;
    const all = lines.get(delivery.key) ?? [];
    const there = all.filter((row) => !newest(row).inTrash);
    const isThrownAway = all.some(({ states }) => states.some(({ why }) => why === "is thrown away"));
    const counting = there.find(({ id }) => id === delivery.lineId);
    if (there.length > 1 && !isDoubledByIndex(evidence, all))
      problem(`${delivery.key} has ${there.length} lines`);
    if (!counting) {
      if (!isThrownAway && delivery.state !== "passed on")
        problem(`${delivery.key} is ${delivery.state} and has no line`);
      continue;
    }
    const wrong = differenceOf(evidence, delivery, counting);
    if (wrong) problem(`${delivery.key} is ${delivery.state}, and its line ${wrong}`);
    universe.marks.add(`line: ${stateOf(counting)}`);
  }
}

/** I5 for people's wishes: a tick sends once, and not more often than there were ticks. */
export function ticksRedriveOnce({ universe, found }: Evidence): void {
  const { runs } = universe.author;
  if (!runs) return;
  for (const [key, redriven] of universe.ledger.marks.redriven) {
    const ticks = runs.ticks.filter((tick) => tick.key === key).length;
    if (redriven > ticks)
      found.push({
        invariant: "a tick redrives once",
        what: `${key}: ${ticks} ticks, redriven ${redriven} times`,
      });
    else universe.marks.add("tried again");
  }
}

function linesByKey(rows: readonly WorldRow[]): Map<string, WorldRow[]> {
  const lines = new Map<string, WorldRow[]>();
  for (const row of rows) lines.set(keyOf(row), [...(lines.get(keyOf(row)) ?? []), row]);
  return lines;
}

function differenceOf({ universe }: Evidence, delivery: Delivery, line: WorldRow): string | undefined {
  if (stateOf(line) !== lineState(delivery)) return `says ${stateOf(line)}`;
  if (isTicked(line)) return "is still ticked";
  const note = newest(line).cells[runCell("Note")];
  const shown = note?.type === "rich_text" ? note.value.map(({ text }) => text).join("") : "";
  if (!shown.startsWith(lineNote(delivery))) return `notes "${shown}"`;
  const page = universe.notion.bodies.get(line.id) ?? [];
  if (page.length !== linePage(delivery).length) return `has a page of ${page.length} blocks`;
  return undefined;
}

/** A line whose making was never confirmed is looked for; an index that is behind does not show it, which is the residue. */
function isDoubledByIndex({ universe }: Evidence, lines: readonly WorldRow[]): boolean {
  const [first, ...later] = [...lines].sort((a, b) => a.createdAt - b.createdAt);
  const shownAt = first?.states[0]?.indexedAt ?? 0;
  const replicaMs = 180_000;
  const isBehind = universe.faults.injections.some(
    ({ kind }) => kind === "lines are looked for in an old replica",
  );
  const isLate = later.some(({ createdAt }) => createdAt < shownAt + (isBehind ? replicaMs : 1_000));
  if (isLate) universe.marks.add("line doubled by a late index");
  return isLate;
}
