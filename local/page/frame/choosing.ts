import { type Signal, useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";

/** One thing to choose. `group` is a heading that stands over the first of its group. */
export type Item = { id: string; text: string; shown?: ComponentChildren; group?: string };

export type Choosing = {
  items: readonly Item[];
  chosen: readonly string[];
  /** Several may be chosen: the menu stays open. */
  isMultiple?: boolean;
  /** Offers to make what was typed and is not there. */
  onCreate?(text: string): void;
  /** The items come from elsewhere, by the words: they are not looked through here. */
  onSearch?(words: string): void;
  onPick(id: string): void;
  onClear?(): void;
  onClose(): void;
};

const fewItems = 6;
const clearId = "clear";
const createId = "create";

/** What a list to choose from offers now, and what its keys do. */
export function useChoosing(props: Choosing) {
  const { items, chosen, isMultiple = false, onCreate, onSearch, onPick, onClear, onClose } = props;
  const query = useSignal("");
  const active = useSignal(Math.max(0, indexOfChosen(items, chosen)));
  const isSearchable = items.length > fewItems || onCreate !== undefined || onSearch !== undefined;
  const choices = choicesFor(props, query.value);

  const search = (text: string) => {
    if (text === query.peek()) return;
    query.value = text;
    active.value = 0;
    onSearch?.(text);
  };
  const pick = (id: string | undefined) => {
    if (id === undefined) return;
    if (id === clearId) onClear?.();
    else if (id === createId) onCreate?.(query.value.trim());
    else onPick(id);
    search("");
    if (!isMultiple || id === clearId) onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    const isPick = event.key === "Enter" || (event.key === " " && !isSearchable);
    if (move || isPick) event.preventDefault();
    if (move) active.value = move(active.value, choices.length);
    else if (isPick) pick(choices[active.value]?.id);
    else if (event.key === "Tab") onClose();
    else if (!isSearchable && event.key.length === 1) goTo(active, choices, event.key);
  };
  return { query: query.value, active: active.value, choices, isSearchable, pick, onKeyDown, search };
}

function indexOfChosen(items: readonly Item[], chosen: readonly string[]): number {
  return items.findIndex(({ id }) => chosen.includes(id));
}

/** The items that fit what was typed, then what can be done besides choosing one. */
function choicesFor({ items, chosen, onCreate, onSearch, onClear }: Choosing, query: string): Item[] {
  const wanted = query.trim().toLowerCase();
  const found = items.filter(({ text }) => onSearch !== undefined || text.toLowerCase().includes(wanted));
  const isNew = wanted !== "" && !items.some(({ text }) => text.toLowerCase() === wanted);
  if (onCreate && isNew) found.push({ id: createId, text: `Make “${query.trim()}”`, group: "New" });
  if (onClear && chosen.length > 0 && wanted === "") found.push({ id: clearId, text: "Clear", group: "" });
  return found;
}

const moves: Record<string, (at: number, count: number) => number> = {
  ArrowDown: (at, count) => (at + 1) % Math.max(1, count),
  ArrowUp: (at, count) => (at - 1 + count) % Math.max(1, count),
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** To the next choice that starts with the letter. */
function goTo(active: Signal<number>, choices: readonly Item[], letter: string): void {
  const order = choices.map((_, index) => (active.value + 1 + index) % choices.length);
  const next = order.find((index) => choices[index]?.text.toLowerCase().startsWith(letter.toLowerCase()));
  active.value = next ?? active.value;
}
