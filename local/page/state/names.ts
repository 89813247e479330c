import { type Signal, signal } from "@preact/signals";
import { call } from "../api/call.ts";
import { Refusal } from "../api/request.ts";
import { people } from "./sources.ts";

/** Names of users that are no people of the workspace: connections, and those who have left. */
const names = new Map<string, Signal<string | null>>();

/** The name of a user; null while it is not known. */
export function nameOfUser(id: string): string | null {
  const person = people.value.find((one) => one.id === id);
  if (person) return person.name;
  let name = names.get(id);
  if (!name) {
    const asked = signal<string | null>(null);
    name = asked;
    names.set(id, asked);
    void call<{ name: string | null }>("GET", `/users/${id}`)
      .then((user) => {
        asked.value = user.name;
      })
      .catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
      });
  }
  return name.value;
}
