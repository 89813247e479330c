import { computed, signal } from "@preact/signals";
import type { Person, Source } from "../api/notion.ts";
import { readPeople, readSources } from "../api/workspace.ts";
import { health } from "./health.ts";
import { sourceId } from "./view.ts";

export const sources = signal<Source[]>([]);
export const people = signal<Person[]>([]);
export const source = computed(() => sources.value.find(({ id }) => id === sourceId.value));

const demoOrder = ["ordersDatabaseId", "tasksDatabaseId", "customersDatabaseId", "rulesDatabaseId"];

export async function loadSources(): Promise<void> {
  const [found, everybody] = await Promise.all([readSources(), readPeople()]);
  people.value = everybody.filter(({ type }) => type === "person");
  sources.value = found.toSorted((a, b) => place(a) - place(b));
  sourceId.value ??= sources.value[0]?.id;
}

/** Those of the demo come first, in the order in which one meets them. */
function place(one: Source): number {
  const index = demoOrder.findIndex((name) => health.value?.demo?.[name] === databaseOf(one));
  return index === -1 ? demoOrder.length : index;
}

export function databaseOf({ parent }: Source): string {
  return parent.type === "database_id" ? parent.database_id : "";
}

export function isRules(one: Source | undefined): boolean {
  return one !== undefined && databaseOf(one) === health.value?.demo?.rulesDatabaseId;
}
