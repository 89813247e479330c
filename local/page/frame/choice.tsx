import { useSignal } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { Popover } from "./popover.tsx";

/** One thing to choose. `group` is a heading that stands over the first of its group. */
export type Item = { id: string; text: string; shown?: ComponentChildren; group?: string };

type Props = {
  anchor: RefObject<HTMLElement | null>;
  label: string;
  items: readonly Item[];
  chosen: readonly string[];
  /** Several may be chosen: the menu stays open. */
  isMultiple?: boolean;
  /** Offers to make what was typed and is not there. */
  onCreate?(text: string): void;
  onPick(id: string): void;
  onClear?(): void;
  onClose(): void;
};

const fewItems = 6;
const clearId = "clear";
const createId = "create";

/** A list to choose from, by pointer or keyboard; long ones can be searched. */
export function Choice(props: Props) {
  const { anchor, label, items, chosen, isMultiple = false, onCreate, onPick, onClear, onClose } = props;
  const listId = useId();
  const query = useSignal("");
  const active = useSignal(
    Math.max(
      0,
      items.findIndex(({ id }) => chosen.includes(id)),
    ),
  );
  const isSearchable = items.length > fewItems || onCreate !== undefined;
  const choices = choicesFor(props, query.value);
  const activeId = choices[active.value]?.id;
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    list.current?.querySelector("[data-active]")?.scrollIntoView({ block: "nearest" });
  });

  const pick = (id: string | undefined) => {
    if (id === undefined) return;
    if (id === clearId) onClear?.();
    else if (id === createId) onCreate?.(query.value.trim());
    else onPick(id);
    query.value = "";
    if (!isMultiple || id === clearId) onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    if (move) active.value = move(active.value, choices.length);
    else if (event.key === "Enter" || (event.key === " " && !isSearchable)) pick(activeId);
    else if (event.key === "Tab") onClose();
    else if (!isSearchable && event.key.length === 1)
      active.value = startingWith(choices, event.key, active.value);
    if (move || event.key === "Enter" || (event.key === " " && !isSearchable)) event.preventDefault();
  };
  const combobox = {
    "aria-label": label,
    "aria-controls": listId,
    "aria-activedescendant": activeId && `${listId}-${activeId}`,
    onKeyDown,
  };
  return (
    <Popover anchor={anchor} where="below" class="choice" onLeave={onClose} onCancel={onClose}>
      {isSearchable && (
        <input
          {...combobox}
          role="combobox"
          aria-expanded="true"
          autocomplete="off"
          placeholder={onCreate ? "Search or make one…" : "Search…"}
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value;
            active.value = 0;
          }}
        />
      )}
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-multiselectable={isMultiple}
        tabIndex={isSearchable ? -1 : 0}
        class="choices"
        onMouseDown={(event) => event.preventDefault() /* the focus stays where the keys are read */}
        {...(isSearchable ? { "aria-label": label } : combobox)}
      >
        {choices.map((item, index) => (
          <Option
            key={item.id}
            item={item}
            id={`${listId}-${item.id}`}
            heading={item.group !== choices[index - 1]?.group ? item.group : undefined}
            isChosen={chosen.includes(item.id)}
            isActive={index === active.value}
            onPick={() => pick(item.id)}
          />
        ))}
        {choices.length === 0 && <p class="nothing">Nothing found</p>}
      </div>
    </Popover>
  );
}

type OptionProps = {
  item: Item;
  id: string;
  heading: string | undefined;
  isChosen: boolean;
  isActive: boolean;
  onPick(): void;
};

function Option({ item, id, heading, isChosen, isActive, onPick }: OptionProps) {
  return (
    <>
      {heading && <p class="group">{heading}</p>}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus and the keys */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the list points at it by aria-activedescendant */}
      <div
        id={id}
        role="option"
        aria-selected={isChosen}
        data-active={isActive || undefined}
        onClick={onPick}
      >
        {item.shown ?? item.text}
        {isChosen && <span class="tick">✓</span>}
      </div>
    </>
  );
}

/** What the list shows for what was typed: the items, then what can be done besides choosing one. */
function choicesFor({ items, chosen, onCreate, onClear }: Props, query: string): Item[] {
  const wanted = query.trim().toLowerCase();
  const found = items.filter(({ text }) => text.toLowerCase().includes(wanted));
  const isNew = wanted !== "" && !items.some(({ text }) => text.toLowerCase() === wanted);
  if (onCreate && isNew) found.push({ id: createId, text: `Make “${query.trim()}”`, group: "New" });
  if (onClear && chosen.length > 0 && wanted === "") {
    found.push({ id: clearId, text: "Clear", shown: <span class="quiet">Clear</span>, group: "" });
  }
  return found;
}

const moves: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % Math.max(1, count),
  ArrowUp: (at, count) => (at - 1 + count) % Math.max(1, count),
  Home: () => 0,
  End: (_at, count) => count - 1,
};

function startingWith(choices: readonly Item[], letter: string, from: number): number {
  const order = choices.map((_, index) => (from + 1 + index) % choices.length);
  return order.find((index) => choices[index]?.text.toLowerCase().startsWith(letter.toLowerCase())) ?? from;
}
