import type { Row } from "../row.ts";
import { isoOf } from "../time/calendar.ts";
import { datedOf } from "../time/dated.ts";
import { nextMove } from "../time/relative.ts";
import { type Condition, relativesOf, type Test } from "./condition.ts";
import { toPredicate } from "./predicate.ts";
import { dateOf, valuesOf } from "./readings.ts";

/** Whether it holds, and when that may be otherwise by the clock alone; never where `next` is absent. */
type Outlook = { holds: boolean; next?: number };

/**
 * The first instant later than `after` at which a condition may hold for this row where it did not, or the other way
 * round, without an edit; both ISO. Undefined when it stays as it is for ever. Between two of them nothing differs.
 */
export function nextBoundary(
  condition: Condition | null,
  timeZone: string,
  row: Pick<Row, "properties">,
  after: string,
): string | undefined {
  if (condition === null) return undefined;
  return isoOf(outlook(condition, timeZone, row, after).next);
}

function outlook(
  condition: Condition,
  timeZone: string,
  row: Pick<Row, "properties">,
  after: string,
): Outlook {
  if (condition.kind === "test") return testOutlook(condition, timeZone, row, after);
  if (condition.kind === "not") {
    const { holds, ...when } = outlook(condition.of, timeZone, row, after);
    return { holds: !holds, ...when };
  }
  // One part that is false for ever settles "and", one that is true for ever "or", whatever the others do.
  const settles = condition.kind === "or";
  const parts = condition.of.map((part) => outlook(part, timeZone, row, after));
  if (parts.some(({ holds, next }) => holds === settles && next === undefined)) return { holds: settles };
  const isSettled = parts.some(({ holds }) => holds === settles);
  return { holds: isSettled ? settles : !settles, ...earliest(parts.map(({ next }) => next)) };
}

function testOutlook(test: Test, timeZone: string, row: Pick<Row, "properties">, after: string): Outlook {
  const holds = toPredicate(test, timeZone)(row, after);
  const cell = row.properties[test.property];
  if (!cell) return { holds };
  const moves = relativesOf(test).flatMap((relative) =>
    valuesOf(cell).map((value) => {
      const dated = datedOf(dateOf(value), timeZone);
      return dated && nextMove(dated, relative, timeZone, Date.parse(after));
    }),
  );
  return { holds, ...earliest(moves) };
}

function earliest(instants: readonly (number | undefined)[]): { next?: number } {
  const known = instants.filter((instant) => instant !== undefined);
  return known.length === 0 ? {} : { next: Math.min(...known) };
}
