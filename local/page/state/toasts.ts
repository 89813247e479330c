import { signal } from "@preact/signals";
import { NoAnswer, Refusal } from "../api/request.ts";

/** A short message at the foot of the page, with at most one thing to do about it. */
export type Toast = {
  id: number;
  text: string;
  isProblem: boolean;
  /** Until somebody has answered it. */
  isKept: boolean;
  action?: { label: string; run(): void };
};

export const toasts = signal<Toast[]>([]);

const shownMs = 8_000;
let newest = 0;

export function toast(text: string, more: Partial<Toast> = {}): void {
  newest += 1;
  const id = newest;
  toasts.value = [...toasts.value, { id, text, isProblem: false, isKept: false, ...more }];
  if (!more.isKept) setTimeout(() => dismiss(id), shownMs);
}

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((one) => one.id !== id);
}

/**
 * Runs what a person asked for; when it is refused, says why. What nobody answered can be tried again.
 * @returns whether it went well.
 */
export async function attempt(
  what: string,
  run: () => Promise<unknown>,
  again: () => unknown = () => attempt(what, run),
): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    complain(what, error, again);
    return false;
  }
}

/**
 * Says why something was refused, and stays where it may go well the next time.
 * @param typed what would be lost: it can be copied
 */
export function complain(what: string, error: Refusal, again: () => unknown, typed = ""): void {
  const text = `${what}: ${error.message}`;
  if (error instanceof NoAnswer)
    toast(text, { isProblem: true, isKept: true, action: { label: "Try again", run: () => void again() } });
  else if (typed === "") toast(text, { isProblem: true });
  else {
    const run = () => void navigator.clipboard.writeText(typed).then(() => toast("Copied"));
    toast(text, { isProblem: true, isKept: true, action: { label: "Copy what was typed", run } });
  }
}
