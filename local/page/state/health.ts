import { signal } from "@preact/signals";
import { type Health, readHealth } from "../api/console.ts";

export const health = signal<Health>();
/** Whether Rowbell's process is there to ask. */
export const isConnected = signal(true);

export async function loadHealth(): Promise<void> {
  health.value = await readHealth();
}
