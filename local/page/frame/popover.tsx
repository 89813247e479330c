import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

type Props = {
  anchor: RefObject<HTMLElement | null>;
  /** Over the anchor hides it, as an editor does; below leaves it in sight, as a menu does. */
  where: "over" | "below";
  class?: string;
  /** There is nothing to go to inside: Tab keeps what was typed, and goes from a cell to the next one. */
  isOneField?: boolean;
  /** After a click elsewhere; an editor keeps what was typed. */
  onLeave(): void;
  /** After Escape. */
  onCancel(): void;
  children: ComponentChildren;
};

const gap = 4;

/** What opens over the page and closes by itself. The first control in it gets the focus. */
export function Popover(props: Props) {
  const { anchor, where, class: className = "", isOneField = false, onLeave, onCancel, children } = props;
  const ref = useRef<HTMLDivElement>(null);
  const leave = useRef(onLeave);
  leave.current = onLeave;

  useLayoutEffect(() => {
    const popover = ref.current;
    if (!popover || !anchor.current) return;
    popover.showPopover();
    place(popover, anchor.current, where);
    popover.querySelector<HTMLElement>("[data-first], input, textarea, button, [tabindex]")?.focus();
    const onToggle = (event: Event) => {
      if ((event as ToggleEvent).newState === "closed") leave.current();
    };
    popover.addEventListener("toggle", onToggle);
    return () => popover.removeEventListener("toggle", onToggle);
  }, [anchor, where]);

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation(); // a key in here is none for the table or the panel below
    // The field's own handler may have closed this and given the focus to a button, which Enter would press.
    if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
    const cell = anchor.current?.closest<HTMLElement>("[role=grid] [data-cell]");
    if (event.key === "Tab" && isOneField && cell) {
      event.preventDefault();
      onLeave();
      cell.focus();
      cell.dispatchEvent(
        new KeyboardEvent("keydown", {
          key: "Tab",
          shiftKey: event.shiftKey,
          bubbles: true,
          cancelable: true,
        }),
      );
    }
    if (event.key !== "Escape") return;
    event.preventDefault();
    onCancel();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys bubble here from the controls inside
    <div ref={ref} popover="auto" class={`popover ${where} ${className}`} onKeyDown={onKeyDown}>
      {children}
    </div>
  );
}

/** Stays inside the window. */
function place(popover: HTMLElement, anchor: HTMLElement, where: Props["where"]): void {
  const { left, top, bottom, width } = anchor.getBoundingClientRect();
  popover.style.setProperty("--anchor-width", `${Math.round(width)}px`);
  const { offsetWidth, offsetHeight } = popover;
  const room = { width: document.documentElement.clientWidth, height: window.innerHeight };
  const below = where === "over" ? top : bottom + gap;
  const above = (where === "over" ? bottom : top - gap) - offsetHeight;
  const y = below + offsetHeight <= room.height - gap || above < gap ? below : above;
  popover.style.left = `${Math.max(gap, Math.min(left, room.width - offsetWidth - gap))}px`;
  popover.style.top = `${Math.max(gap, Math.min(y, room.height - offsetHeight - gap))}px`;
}
