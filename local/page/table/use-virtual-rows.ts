import {
  defaultRangeExtractor,
  elementScroll,
  observeElementOffset,
  observeElementRect,
  type VirtualItem,
  Virtualizer,
} from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useLayoutEffect, useReducer, useState } from "preact/hooks";

type Options = {
  scroll: RefObject<HTMLElement | null>;
  count: number;
  /** A row that stays drawn wherever one scrolls, as it has the focus. */
  pinned: number | undefined;
  keyOf(index: number): string;
  /** In pixels, until it was measured. */
  rowHeight?: number;
};

/** Of a row whose cells have one line. */
const lineHeight = 36;
const overscan = 8;

/** Which rows are drawn now: those in sight and a few around. */
export function useVirtualRows({ scroll, count, pinned, keyOf, rowHeight = lineHeight }: Options): {
  items: VirtualItem[];
  height: number;
  measure(element: HTMLElement | null): void;
  goTo(index: number): void;
} {
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
    onChange: () => draw(undefined),
  };
  const [virtualizer] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(options));
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => virtualizer._willUpdate());
  return {
    items: virtualizer.getVirtualItems(),
    height: virtualizer.getTotalSize(),
    measure: virtualizer.measureElement,
    goTo: (index) => virtualizer.scrollToIndex(index),
  };
}

function withPinned(indexes: number[], pinned: number | undefined): number[] {
  if (pinned === undefined || indexes.includes(pinned)) return indexes;
  return [...indexes, pinned].sort((a, b) => a - b);
}
