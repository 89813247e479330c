import { defineTrigger, type Verdict } from "../define.ts";
import type { ChangeEvent } from "../domain/change.ts";
import { toPredicate } from "../domain/condition/predicate.ts";
import { displayText } from "../domain/display.ts";
import type { Row } from "../domain/row.ts";
import { readWhich, type Which } from "../domain/which.ts";

/** Fires when a property differs from what it was, and the condition is met after the change. */
export default defineTrigger<Which>({
  type: "row-changes",
  label: "Row changes",
  help: "A row that was there before is different now. Which says in what: a column, and from and to which value.",
  which: "Empty for any column, `Status`, `Status to Done` or `Status from Doing to Done`.",

  looksBack: true,

  read({ which, locale }, source) {
    const read = readWhich(which, source, locale);
    return "problem" in read
      ? { problems: [{ column: "Which", message: read.problem }] }
      : { value: read.which };
  },

  looksAt: ({ property }) => (property === null ? "any" : [property]),

  judge(change, which, condition) {
    const verdict = judgeProperty(change, which);
    if (!verdict.fires) return verdict;
    return condition(change.after, change.at, change)
      ? verdict
      : { fires: false, why: "the condition in If was not met" };
  },

  state: ({ column, to }) => to && { ...to, text: `${column} to ${to.text}` },

  // Away from the one value that it waits for, or not to it, its own write does not bring it back.
  isSetOffBy: ({ property, from, to }, written) =>
    property === null || (!from && !to && written.includes(property)),

  describe(which, source) {
    if (which.property === null) return `when anything changes in a row of ${source.name}`;
    const from = which.from ? ` from ${which.from.text}` : "";
    const to = which.to ? ` to ${which.to.text}` : "";
    return `when ${which.column} changes${from}${to} in ${source.name}`;
  },
});

function judgeProperty(change: ChangeEvent, { property, column, from, to }: Which): Verdict {
  if (change.op !== "update")
    return { fires: false, why: `the row was ${change.op === "create" ? "added" : "removed"}, not changed` };
  if (property === null) return { fires: true };
  if (!change.changed.includes(property)) return { fires: false, why: `${column} did not change` };
  const before = change.before ?? { properties: {} };
  const [was, is] = [reading(before, property), reading(change.after, property)];
  // Both are values that stay: neither the time zone nor the instant plays a part.
  const isFrom = (row: Pick<Row, "properties">) => toPredicate(from ?? null)(row, change.at);
  const isTo = (row: Pick<Row, "properties">) => toPredicate(to ?? null)(row, change.at);
  if (!isFrom(before)) return { fires: false, why: `${column} changed from ${was}, not from ${from?.text}` };
  if (!isTo(change.after)) return { fires: false, why: `${column} changed to ${is}, not to ${to?.text}` };
  // A list may have had the value all along, and changed in another one.
  if (from && isFrom(change.after))
    return { fires: false, why: `${column} changed from ${was} to ${is}, which still has ${from.text}` };
  if (to && isTo(before))
    return { fires: false, why: `${column} changed from ${was} to ${is}, and had ${to.text} before` };
  return { fires: true };
}

function reading(row: Pick<Row, "properties">, property: string): string {
  const value = row.properties[property];
  return (value && displayText(value)) || "nothing";
}
