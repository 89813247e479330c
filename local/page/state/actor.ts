import { computed, signal } from "@preact/signals";
import { actAs } from "../api/call.ts";
import { people } from "./sources.ts";

const key = "rowbell.actor";

/** As whom this tab writes; undefined is the first person. Each tab keeps its own, so that two tabs can be two people. */
const chosenId = signal(sessionStorage.getItem(key) ?? undefined);
actAs(chosenId.value);

export const actor = computed(() => people.value.find(({ id }) => id === chosenId.value) ?? people.value[0]);

export function chooseActor(id: string): void {
  chosenId.value = id;
  sessionStorage.setItem(key, id);
  actAs(id);
}
