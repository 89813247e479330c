import type { Column, Source } from "../api/notion.ts";
import { moveColumn } from "../views/arrange.ts";
import { shownColumnsOf } from "../views/columns-of.ts";
import { viewNow } from "../views/views.ts";

/** So far the pointer goes before a press is a drag, in pixels. */
const slack = 6;

/** A heading that is pulled sideways moves its column; a finger scrolls instead, and moves it by the menu. */
export function dragHeading(event: PointerEvent, source: Source, column: Column): void {
  if (event.button !== 0 || event.pointerType === "touch" || column.type === "title") return;
  const button = event.currentTarget as HTMLElement;
  const heads = [...(button.closest("tr")?.querySelectorAll<HTMLElement>("th[data-id]") ?? [])];
  const from = event.clientX;
  let before: string | undefined | null = null;
  const move = ({ clientX }: PointerEvent) => {
    if (before === null && Math.abs(clientX - from) < slack) return;
    if (before === null) button.setPointerCapture(event.pointerId);
    const next = heads.find((head) => head.className !== "title" && clientX < middleOf(head));
    before = next?.dataset.id;
    mark(heads, next);
  };
  const end = (kept: boolean) => {
    mark(heads, null);
    stop.abort();
    if (before === null) return;
    swallowClick(!kept);
    if (kept) moveColumn(source, column, before ?? afterLast(source));
  };
  const stop = new AbortController();
  const { signal } = stop;
  addEventListener("pointermove", move, { signal });
  addEventListener("pointerup", () => end(true), { signal });
  addEventListener("pointercancel", () => end(false), { signal });
  addEventListener("keydown", ({ key }) => key === "Escape" && end(false), { signal });
}

/** The pointer is let go over a button, which is not meant by the drag. @param isDown it was broken off, and is still held */
function swallowClick(isDown: boolean): void {
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  const forget = () => removeEventListener("click", swallow, { capture: true });
  addEventListener("click", swallow, { capture: true, once: true });
  addEventListener("pointerdown", forget, { capture: true, once: true });
  if (isDown) addEventListener("pointerup", () => setTimeout(forget), { once: true });
  else setTimeout(forget);
}

function middleOf(head: HTMLElement): number {
  const { left, width } = head.getBoundingClientRect();
  return left + width / 2;
}

/** @param next before which it would go; undefined: last; null: nowhere */
function mark(heads: readonly HTMLElement[], next: HTMLElement | undefined | null): void {
  for (const head of heads) {
    head.toggleAttribute("data-before", head === next);
    head.toggleAttribute("data-after", next === undefined && head === heads.at(-1));
  }
}

/** Before the first hidden column behind the last one that is seen. */
function afterLast(source: Source): string | undefined {
  const view = viewNow(source.id);
  const last = shownColumnsOf(source, view).at(-1)?.id;
  const at = view.columns.findIndex(({ id }) => id === last);
  return at === -1 ? undefined : view.columns[at + 1]?.id;
}
