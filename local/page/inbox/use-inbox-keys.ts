import { useEffect } from "preact/hooks";
import { found } from "../state/inbox.ts";
import { currentMailId, openMailId } from "../state/view.ts";

const steps: Record<string, number> = { j: 1, k: -1 };

/** j and k go from mail to mail, Enter opens, Esc goes back to the list, / searches; wherever nobody types. */
export function useInboxKeys(): void {
  useEffect(() => {
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

function onKeyDown(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey || event.defaultPrevented || !isOurs(event.target)) return;
  const step = steps[key];
  if (step) go(step);
  else if (key === "Escape" && openMailId.value !== undefined) close();
  else if (key === "/") document.querySelector<HTMLElement>("[data-inbox-search]")?.focus();
  else return;
  event.preventDefault();
}

/** Keys pressed in the workspace are the workspace's, and those in a field are typed. */
function isOurs(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest("input, textarea, select, [contenteditable=true]")) {
    return false;
  }
  return target === document.body || target.closest(".side") !== null;
}

function go(step: number): void {
  const mails = found.value;
  const isReading = openMailId.value !== undefined;
  const from = mails.findIndex(({ id }) => id === (openMailId.value ?? currentMailId.value));
  // The first press in the list goes to where Tab would stop.
  const isThere = isReading || document.activeElement?.closest(".mails");
  const to = isThere ? from + step : Math.max(from, 0);
  const next = mails[Math.min(Math.max(to, 0), mails.length - 1)];
  if (!next) return;
  currentMailId.value = next.id;
  if (isReading) openMailId.value = next.id;
  else focusLine(next.id);
}

function close(): void {
  const id = openMailId.value;
  openMailId.value = undefined;
  if (id) focusLine(id);
}

/** Once it is drawn, however far one must scroll for it. */
export function focusLine(id: string): void {
  currentMailId.value = id;
  requestAnimationFrame(() => {
    const line = [...document.querySelectorAll<HTMLElement>("[data-mail]")].find(
      ({ dataset }) => dataset.mail === id,
    );
    line?.focus();
    line?.scrollIntoView({ block: "nearest" });
  });
}
