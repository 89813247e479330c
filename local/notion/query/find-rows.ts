import type { Call } from "../call.ts";
import type { DataSource, Page } from "../entities.ts";
import { compileFilter } from "./filter.ts";
import { type Looking, lookAt } from "./looking.ts";
import { EVERY } from "./predicate.ts";
import { compileSorts, sortSlots } from "./sort.ts";

export type Question = { filter?: unknown; sorts?: unknown; isArchived?: boolean };
/** `isCapped`: more rows would pass than one query walks through. */
export type Found = { rows: Page[]; isCapped: boolean };

/** @throws Problem for a filter or sorts that do not fit the grammar or the schema */
export function checkQuestion(call: Call, source: DataSource, question: Question): void {
  compile(question, lookAt(source, call));
}

function compile({ filter, sorts }: Question, looking: Looking) {
  return {
    predicate: filter == null ? EVERY : compileFilter(filter, looking),
    sorts: sorts == null ? [] : compileSorts(sorts, looking),
  };
}

/**
 * The rows that pass the filter in the order of the sorts, no more than the cap; rows in the trash are not there.
 * @throws Problem for a filter or sorts that do not fit the grammar or the schema
 */
export function findRows(call: Call, source: DataSource, question: Question): Found {
  const looking = lookAt(source, call);
  const { isArchived = false } = question;
  const { predicate, sorts } = compile(question, looking);
  const { pages } = looking.table;
  const shown = looking.table.shown(isArchived);
  predicate.narrow(shown);
  const { late = () => true } = predicate;
  const { queryCap } = call.workspace;
  const slots = sortSlots(shown, sorts, looking.sortAnew);
  const rows: Page[] = [];
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i] as number;
    if (shown[slot] === 0 || !late(slot)) continue;
    if (rows.length === queryCap) return { rows, isCapped: true };
    rows.push(pages[slot] as Page);
  }
  return { rows, isCapped: false };
}
