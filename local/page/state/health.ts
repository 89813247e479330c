import { signal } from "@preact/signals";
import { type Health, readHealth } from "../api/console.ts";

/** The page comes with how it was then. */
const first = document.getElementById("health")?.textContent;
export const health = signal<Health | undefined>(first ? JSON.parse(first) : undefined);
/** Whether Rowbell's process is there to ask. */
export const isConnected = signal(true);

export async function loadHealth(): Promise<void> {
  health.value = await readHealth();
}
