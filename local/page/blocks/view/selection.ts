/** Places in the text of an element, counted in characters. */
export type Selected = { start: number; end: number };

/** What is selected of an element's text; undefined when the selection is elsewhere. */
export function selectedIn(element: HTMLElement): Selected | undefined {
  const selection = getSelection();
  if (!selection || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.startContainer) || !element.contains(range.endContainer)) return undefined;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  return { start, end: start + range.toString().length };
}

export function select(element: HTMLElement, { start, end }: Selected): void {
  const range = document.createRange();
  range.setStart(...pointAt(element, start));
  range.setEnd(...pointAt(element, end));
  const selection = getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}

/** At the border of two formats the end of the first: what is typed there goes on with it. */
function pointAt(element: HTMLElement, place: number): [Node, number] {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = place;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const { length } = node as Text;
    const isLocked = node.parentElement?.isContentEditable === false;
    if (left < length || (left === length && !isLocked)) return [node, Math.min(left, length)];
    left -= length;
  }
  return [element, place === 0 ? 0 : element.childNodes.length];
}

/** The lines of the text above or below where one types. */
export function isAtEdge(element: HTMLElement, side: "top" | "bottom"): boolean {
  const caret = caretBox(element);
  const box = element.getBoundingClientRect();
  if (!caret) return true;
  const slack = caret.height * 0.7;
  return side === "top" ? caret.top - box.top < slack : box.bottom - caret.bottom < slack;
}

/** Where the caret is on the screen. In an empty text it has no box of its own. */
export function caretBox(element: HTMLElement): DOMRect | undefined {
  const selection = getSelection();
  if (!selection || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0).cloneRange();
  range.collapse(selection.direction === "backward");
  const box = range.getClientRects()[0];
  return box ?? (element.textContent === "" ? element.getBoundingClientRect() : undefined);
}

/** The place of a text nearest to a point of the screen. */
export function placeNear(element: HTMLElement, x: number, side: "top" | "bottom"): number {
  const box = element.getBoundingClientRect();
  const y = side === "top" ? box.top + 10 : box.bottom - 10;
  const found = document.caretPositionFromPoint?.(Math.min(Math.max(x, box.left + 1), box.right - 1), y);
  const length = element.textContent?.length ?? 0;
  if (!found || !element.contains(found.offsetNode)) return side === "top" ? 0 : length;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(found.offsetNode, found.offset);
  return Math.min(before.toString().length, length);
}
