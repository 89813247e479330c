import type { Call } from "../call.ts";
import type { DataSource, Page } from "../entities.ts";
import { compileFilter } from "./filter.ts";
import { type Looking, lookAt } from "./looking.ts";
import { EVERY } from "./predicate.ts";
import type { Found } from "./rows/recent.ts";
import { compileSorts, sortSlots } from "./sort.ts";

export type Question = { filter?: unknown; sorts?: unknown; isArchived?: boolean };

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
  const { tables, queryCap } = call.workspace;
  const { filter, sorts, isArchived } = question;
  const asked = JSON.stringify([source.id, call.actor.id, queryCap, filter, sorts, isArchived]);
  return tables.recent.get(asked, tables.moment(), () => find(question, lookAt(source, call)));
}

function find(question: Question, looking: Looking): Found {
  const { table, call, sortAnew } = looking;
  const { predicate, sorts } = compile(question, looking);
  const shown = table.shown(question.isArchived ?? false);
  predicate.narrow(shown);
  const { late = () => true } = predicate;
  const slots = sortSlots(shown, sorts, sortAnew);
  const rows: Page[] = [];
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i] as number;
    if (shown[slot] === 0 || !late(slot)) continue;
    if (rows.length === call.workspace.queryCap) return { rows, isCapped: true };
    rows.push(table.pages[slot] as Page);
  }
  return { rows, isCapped: false };
}
