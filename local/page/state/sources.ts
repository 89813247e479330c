import { computed, signal } from "@preact/signals";
import type { Person, Source } from "../api/notion.ts";
import { readSources } from "../api/structure.ts";
import { readPeople } from "../api/workspace.ts";
import { health } from "./health.ts";
import { shown, showSource, sourceId } from "./view.ts";

export const sources = signal<Source[]>([]);
export const people = signal<Person[]>([]);
export const source = computed(() => sources.value.find(({ id }) => id === sourceId.value));

const demoOrder = ["ordersDatabaseId", "tasksDatabaseId", "customersDatabaseId", "rulesDatabaseId"];

export async function loadSources(): Promise<void> {
  const [found, everybody] = await Promise.all([readSources(), readPeople()]);
  const persons = everybody.filter(({ type }) => type === "person");
  if (JSON.stringify(persons) !== JSON.stringify(people.value)) people.value = persons;
  const known = new Map(sources.value.map((one) => [one.id, one]));
  const next = found.map((one) => same(known.get(one.id), one)).toSorted((a, b) => place(a) - place(b));
  if (next.length !== known.size || next.some((one, index) => one !== sources.value[index]))
    sources.value = next;
  const first = next[0];
  if (!shown.value && first) showSource(first.id);
}

/** The schema as a change of it was answered. */
export function putSource(changed: Source): void {
  sources.value = sources.value.map((one) => (one.id === changed.id ? { ...one, ...changed } : one));
}

/** What did not change stays the same object, so that tables are not drawn again. */
function same(before: Source | undefined, now: Source): Source {
  return before && JSON.stringify(before) === JSON.stringify(now) ? before : now;
}

/** Those of the demo come first, in the order in which one meets them; then by age. */
function place(one: Source): number {
  const index = demoOrder.findIndex((name) => health.value?.demo?.[name] === databaseOf(one));
  return index === -1 ? Date.parse(one.created_time) : index;
}

export function databaseOf({ parent }: Source): string {
  return parent.type === "database_id" ? parent.database_id : "";
}

/** Is it the Rules database that Rowbell reads, whichever link or id it was named by? */
export function isRules(one: Source | undefined): boolean {
  const named = health.value?.rules.replaceAll("-", "") ?? "";
  return (
    one !== undefined &&
    [databaseOf(one), one.id].some((id) => id !== "" && named.includes(id.replaceAll("-", "")))
  );
}
