import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";

type Options = {
  scroll: RefObject<HTMLElement | null>;
  count: number;
  /** A row that stays drawn wherever one scrolls, as it has the focus. */
  pinned: number | undefined;
  keyOf(index: number): string;
  /** In pixels, until it was measured. */
  rowHeight?: number;
  /** Each has one line: otherwise they are measured, as they are as high as what they say. */
  isEven?: boolean;
};

/** Of a row whose cells have one line. */
const lineHeight = 36;
const overscan = 8;

/** Which rows are drawn now: those in sight and a few around. */
export function useVirtualRows(rows: Options): {
  items: VirtualItem[];
  height: number;
  measure(element: HTMLElement | null): void;
  goTo(index: number): void;
} {
  const { scroll, count, pinned, keyOf, rowHeight = lineHeight, isEven = false } = rows;
  const drawn = useRef("");
  const [, draw] = useReducer((turn: number) => turn + 1, 0);
  const options = {
    count,
    overscan,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    scrollToFn: elementScroll<HTMLElement>,
    observeElementRect: observeElementRect<HTMLElement>,
    observeElementOffset: observeElementOffset<HTMLElement>,
    rangeExtractor: (range: Parameters<typeof defaultRangeExtractor>[0]) =>
      withPinned(defaultRangeExtractor(range), pinned),
    onChange: ({ range }: Virtualizer<HTMLElement, HTMLElement>) => {
      // It also tells of each step of scrolling, and of its end.
      const seen = `${range?.startIndex}-${range?.endIndex}`;
      if (seen !== drawn.current || !isEven) draw(undefined);
      drawn.current = seen;
    },
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  return {
    items: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    // Measuring a row makes the browser lay out the table once more.
    measure: isEven ? unmeasured : virtualizer.measureElement,
    goTo: (index) => virtualizer.scrollToIndex(index),
  };
}

const unmeasured = () => {};

function withPinned(indexes: number[], pinned: number | undefined): number[] {
  if (pinned === undefined || indexes.includes(pinned)) return indexes;
  return [...indexes, pinned].sort((a, b) => a - b);
}
