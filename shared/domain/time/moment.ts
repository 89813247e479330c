import { valuesOf } from "../condition/readings.ts";
import type { DateRange, Row, Value } from "../row.ts";
import { addUnits, elapsedMs, isElapsed, minuteMs, startOf, type Unit } from "./calendar.ts";
import { clockText } from "./clock-time.ts";
import { datedOf } from "./dated.ts";
import { instantAt, wallAt } from "./zone.ts";

/**
 * A moment that a row's date names, `3 days before Due at 9:00`. `count` is negative for before; `at` is in minutes after
 * midnight, null for the date's own time. Plain JSON: it is stored with the rule.
 */
export type Moment = {
  property: string;
  column: string;
  edge: "start" | "end";
  count: number;
  unit: Unit;
  at: number | null;
};

/** The instants that a row's cell gives: none for an empty one, several where a rollup shows several dates. */
export function momentsOf(row: Pick<Row, "properties">, moment: Moment, timeZone: string): number[] {
  const cell = row.properties[moment.property];
  if (cell === undefined) return [];
  const instants = valuesOf(cell).map((value) => {
    const range = rangeOf(value);
    if (range === null) return undefined;
    return momentOf((moment.edge === "end" && range.end) || range.start, moment, timeZone);
  });
  return instants.filter((instant) => instant !== undefined);
}

/** `3 days before Due at 9:00`, `end of Trip` */
export function momentText({ column, edge, count, unit, at }: Moment): string {
  const size = Math.abs(count);
  const shift =
    count === 0 ? "" : `${size} ${unit}${size === 1 ? "" : "s"} ${count < 0 ? "before" : "after"} `;
  return `${shift}${edge === "end" ? "end of " : ""}${column}${at === null ? "" : ` at ${clockText(at)}`}`;
}

function momentOf(iso: string, { count, unit, at }: Moment, timeZone: string): number | undefined {
  const dated = datedOf(iso, timeZone);
  if (dated === undefined) return undefined;
  if (isElapsed(unit) || (count === 0 && at === null)) {
    const instant = "day" in dated ? instantAt(dated.day, timeZone) : dated.instant;
    return instant + (isElapsed(unit) ? elapsedMs(count, unit) : 0);
  }
  const wall = "day" in dated ? dated.day : wallAt(dated.instant, timeZone);
  const moved = addUnits(wall, count, unit);
  return instantAt(at === null ? moved : startOf(moved, "day") + at * minuteMs, timeZone);
}

function rangeOf(value: Value): DateRange | null {
  switch (value.type) {
    case "date":
      return value.value;
    case "created_time":
    case "last_edited_time":
      return value.value === null ? null : { start: value.value };
    case "formula":
    case "rollup":
      return value.value.kind === "date" ? value.value.value : null;
    default:
      return null;
  }
}
