import type { Signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Caret } from "../model/edit.ts";
import { type Runs, replaced, retyped, textOf } from "../model/runs.ts";
import { draw, piecesOf, shows } from "./pieces.ts";
import { type Selected, select, selectedIn } from "./selection.ts";

/** What a text is asked for by keys, besides being written. Each answers whether it was done. */
type TextKeys = {
  onKey?(event: KeyboardEvent, selected: Selected, element: HTMLElement): boolean;
  /** Enter. */
  onEnter?(selected: Selected): boolean;
  /** Backspace at its start. */
  onBack?(): boolean;
  /** Delete at its end. */
  onForward?(): boolean;
  onPaste?(text: string, html: string, selected: Selected): boolean;
};

type Props = TextKeys & {
  /** Of the text on its page. */
  name: string;
  runs: Runs;
  label: string;
  placeholder?: string;
  /** Where to type, when this is the text that is named. */
  caret: Signal<Caret | undefined>;
  /** @param goTo where to type then, when it is not where the browser is already */
  onWrite(runs: Runs, goTo?: number): void;
};

/** A text one types into, with its formats. */
export function Editable(props: Props) {
  const { name, runs, label, placeholder = "", caret } = props;
  const ref = useRef<HTMLDivElement>(null);
  const isComposing = useRef(false);
  const wanted = caret.value?.key === name ? caret.value : undefined;

  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || isComposing.current) return;
    const pieces = piecesOf(runs);
    if (!shows(element, pieces)) {
      const selected = element === document.activeElement ? selectedIn(element) : undefined;
      draw(element, pieces);
      if (selected && !wanted) select(element, selected);
    }
    if (!wanted) return;
    element.focus({ preventScroll: true });
    select(element, wanted);
    element.scrollIntoView({ block: "nearest" });
    caret.value = undefined;
  });

  return (
    // biome-ignore lint/a11y/useSemanticElements: a text area shows no formats
    <div
      ref={ref}
      class="block-text"
      contentEditable="plaintext-only"
      role="textbox"
      tabIndex={0}
      aria-multiline="true"
      aria-label={label}
      data-text={name}
      data-placeholder={placeholder}
      spellcheck={false}
      {...useTyping(props, isComposing)}
    />
  );
}

type Composing = { current: boolean };

/** What the browser has typed into the element, or is about to. */
function useTyping(props: Props, isComposing: Composing) {
  const { runs, onWrite, onKey, onEnter, onBack, onForward, onPaste } = props;
  const typed = (element: HTMLElement) => {
    const text = element.textContent ?? "";
    if (text !== textOf(runs)) onWrite(retyped(runs, text, selectedIn(element)?.end));
  };
  const insert = (text: string, { start, end }: Selected) =>
    onWrite(replaced(runs, start, end, text), start + text.length);
  /** Keys of a screen come without a name, but tell what they are about to do. */
  const about = (event: InputEvent, { start, end }: Selected): boolean => {
    const length = textOf(runs).length;
    if (event.inputType === "insertParagraph" || event.inputType === "insertLineBreak") {
      if (!onEnter?.({ start, end })) insert("\n", { start, end });
      return true;
    }
    if (event.inputType.startsWith("delete") && start === end) {
      if (event.inputType.endsWith("Backward") && start === 0) return onBack?.() ?? false;
      if (event.inputType.endsWith("Forward") && end === length) return onForward?.() ?? false;
    }
    return event.inputType.startsWith("history") || event.inputType.startsWith("format");
  };
  const selectedBy = (event: Event) => selectedIn(event.currentTarget as HTMLElement);
  return {
    onKeyDown: (event: KeyboardEvent) => {
      const element = event.currentTarget as HTMLElement;
      const selected = selectedIn(element);
      if (!selected || event.isComposing) return;
      const isEnter = event.key === "Enter";
      if (!onKey?.(event, selected, element)) {
        if (!isEnter) return;
        if (event.shiftKey || !onEnter?.(selected)) insert("\n", selected);
      }
      event.preventDefault();
      event.stopPropagation();
    },
    onBeforeInput: (event: InputEvent) => {
      const selected = selectedBy(event);
      if (selected && !event.isComposing && about(event, selected)) event.preventDefault();
    },
    onInput: (event: InputEvent) => {
      if (!isComposing.current) typed(event.currentTarget as HTMLElement);
    },
    onCompositionStart: () => {
      isComposing.current = true;
    },
    onCompositionEnd: (event: CompositionEvent) => {
      isComposing.current = false;
      typed(event.currentTarget as HTMLElement);
    },
    onPaste: (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData("text/plain").replace(/\r\n?/g, "\n") ?? "";
      const selected = selectedBy(event);
      event.preventDefault();
      const html = event.clipboardData?.getData("text/html") ?? "";
      if (text && selected && !onPaste?.(text, html, selected)) insert(text, selected);
    },
    onClick: (event: MouseEvent) => {
      const link = (event.target as HTMLElement).dataset.link;
      if (link && (event.ctrlKey || event.metaKey)) open(link, "_blank", "noopener");
    },
  };
}
