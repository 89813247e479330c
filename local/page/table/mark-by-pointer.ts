import { isSameSpot, mark, range, type Spot, spotOf } from "./cell-range.ts";

/** A pointer pulled over cells marks them, and a click with Shift marks up to there. A finger scrolls instead. */
export function markByPointer(event: PointerEvent): void {
  if (event.button !== 0 || event.pointerType === "touch") return;
  const table = event.currentTarget as HTMLElement;
  const target = event.target as Element;
  const from = spotOf(target);
  if (!from || target.closest(".popover")) return;
  const focused = spotOf(
    document.activeElement?.closest("[role=grid]") === table ? document.activeElement : null,
  );
  if (event.shiftKey && focused && !isSameSpot(focused, from)) {
    event.preventDefault();
    addEventListener("mousedown", stop, { capture: true, once: true });
    addEventListener("click", stop, { capture: true, once: true });
    mark(focused, from);
    return;
  }
  range.value = undefined;
  follow(table, from, target);
}

function follow(table: HTMLElement, from: Spot, start: Element): void {
  const ended = new AbortController();
  const { signal } = ended;
  const over = (event: PointerEvent) => {
    const to = spotOf(event.target as Element);
    if (!to || (isSameSpot(from, to) && !range.peek())) return;
    getSelection()?.removeAllRanges();
    start.closest("td, th")?.querySelector<HTMLElement>("[data-cell]")?.focus({ preventScroll: true });
    mark(from, to);
  };
  table.addEventListener("pointerover", over, { signal });
  addEventListener("pointerup", () => ended.abort(), { signal });
  addEventListener("pointercancel", () => ended.abort(), { signal });
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
