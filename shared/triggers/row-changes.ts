import { defineTrigger, type Verdict } from "../define.ts";
import type { ChangeEvent } from "../domain/change.ts";
import { findOption } from "../domain/condition/literal.ts";
import { displayText } from "../domain/display.ts";
import type { Column, Property, Row, SourceSchema } from "../domain/row.ts";
import { suggestion, unknownColumn } from "../domain/unknown-column.ts";
import { fold, straighten } from "../domain/words.ts";

/** `property: null` is any property. `from` and `to` are values as they read in a cell, or an option's id. */
type Config = { property: string | null; column: string; from?: Wanted; to?: Wanted };
type Wanted = { text: string; optionId?: string };

/** Fires when a property differs from what it was, and the condition is met after the change. */
export default defineTrigger<Config>({
  type: "row-changes",
  label: "Row changes",
  help: "A row that was there before is different now. Which says in what: a column, and from and to which value.",
  which: "Empty for any column, `Status`, `Status to Done` or `Status from Doing to Done`.",

  read({ which }, source) {
    const config = readWhich(straighten(which).trim(), source);
    return typeof config === "string"
      ? { problems: [{ column: "Which", message: config }] }
      : { value: config };
  },

  judge(change, config, condition) {
    const verdict = judgeProperty(change, config);
    if (!verdict.fires) return verdict;
    return condition(change.after) ? verdict : { fires: false, why: "the condition in If was not met" };
  },

  describe(config, source) {
    if (config.property === null) return `anything changes in a row of ${source.name}`;
    const from = config.from ? ` from ${config.from.text}` : "";
    const to = config.to ? ` to ${config.to.text}` : "";
    return `${config.column} changes${from}${to} in ${source.name}`;
  },
});

function judgeProperty(change: ChangeEvent, config: Config): Verdict {
  if (change.op !== "update") return { fires: false, why: "the row was added, not changed" };
  if (config.property === null) return { fires: true };
  if (!change.changed.includes(config.property))
    return { fires: false, why: `${config.column} did not change` };
  const before = change.before?.properties[config.property];
  const after = change.after.properties[config.property];
  if (config.from && !isValue(before, config.from)) {
    return {
      fires: false,
      why: `${config.column} changed from ${reading(before)}, not from ${config.from.text}`,
    };
  }
  if (config.to && !isValue(after, config.to)) {
    return { fires: false, why: `${config.column} changed to ${reading(after)}, not to ${config.to.text}` };
  }
  return { fires: true };
}

function isValue(property: Property | undefined, wanted: Wanted): boolean {
  if (property === undefined) return wanted.text === "";
  if (wanted.optionId !== undefined && "value" in property) {
    const { value } = property;
    if (Array.isArray(value)) return value.some((option) => hasId(option, wanted.optionId));
    return hasId(value, wanted.optionId);
  }
  return fold(displayText(property)) === fold(wanted.text);
}

function hasId(value: unknown, id: string | undefined): boolean {
  return typeof value === "object" && value !== null && "id" in value && value.id === id;
}

function reading(property: Row["properties"][string] | undefined): string {
  return (property && displayText(property)) || "nothing";
}

/** `column [from value] [to value]`; the longest column name that fits is taken, so "Due to pay" can be one. */
function readWhich(which: string, source: SourceSchema): Config | string {
  if (which === "") return { property: null, column: "" };
  const column = leadingColumn(which, source);
  if (!column) return unknownColumn(which.replace(/\s+(from|to)\s.*$/i, ""), source);
  const rest = which.slice(column.length).trim();
  const match = /^(?:from\s+(?<from>.+?))?\s*(?:\bto\s+(?<to>.+))?$/i.exec(rest);
  if (!match) {
    return `after "${column.name}" I expect "to …", "from … to …" or nothing, but it says "${rest}"`;
  }
  const config: Config = { property: column.id, column: column.name };
  for (const side of ["from", "to"] as const) {
    const text = match.groups?.[side];
    if (text === undefined) continue;
    const wanted = readWanted(unquote(text), column);
    if (typeof wanted === "string") return wanted;
    config[side] = wanted;
  }
  return config;
}

function leadingColumn(which: string, source: SourceSchema): (Column & { length: number }) | undefined {
  let found: (Column & { length: number }) | undefined;
  for (const column of source.columns) {
    for (const spelling of [column.name, `"${column.name}"`]) {
      const start = which.slice(0, spelling.length);
      const ends = which.length === spelling.length || which[spelling.length] === " ";
      if (ends && fold(start) === fold(spelling) && spelling.length > (found?.length ?? 0)) {
        found = { ...column, length: spelling.length };
      }
    }
  }
  return found;
}

function readWanted(text: string, column: Column): Wanted | string {
  if (!column.options) return { text };
  const option = findOption(column.options, text);
  if (option) return { text: option.name, optionId: option.id };
  const names = column.options.map(({ name }) => name);
  return `"${column.name}" has no option "${text}". Its options are ${names.join(", ") || "not set up yet"}${suggestion(text, names)}`;
}

function unquote(text: string): string {
  return text.trim().replace(/^"(.*)"$/, "$1");
}
