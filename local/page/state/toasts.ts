import { signal } from "@preact/signals";
import { Refusal } from "../api/request.ts";

/** A short message at the foot of the page, with at most one thing to do about it. */
export type Toast = { id: number; text: string; isProblem: boolean; action?: { label: string; run(): void } };

export const toasts = signal<Toast[]>([]);

const shownMs = 8_000;
let newest = 0;

export function toast(text: string, more: Partial<Toast> = {}): void {
  newest += 1;
  const id = newest;
  toasts.value = [...toasts.value, { id, text, isProblem: false, ...more }];
  setTimeout(() => dismiss(id), shownMs);
}

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((one) => one.id !== id);
}

/** Runs what a person asked for; when it is refused, says why. @returns whether it went well. */
export async function attempt(what: string, run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    toast(`${what}: ${error.message}`, { isProblem: true });
    return false;
  }
}
