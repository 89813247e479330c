import type { RefObject } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";
import { type Choosing, type Item, useChoosing } from "./choosing.ts";
import { Popover } from "./popover.tsx";

type Props = Choosing & { anchor: RefObject<HTMLElement | null>; label: string };

/** A list to choose from, by pointer or keyboard; long ones can be searched. */
export function Choice(props: Props) {
  const { anchor, label, chosen, isMultiple = false, onCreate, onClose } = props;
  const { query, active, choices, isSearchable, pick, onKeyDown, search } = useChoosing(props);
  const listId = useId();
  const optionId = (id: string) => `${listId}-${id}`;
  const activeId = choices[active]?.id;
  // The keys go to the search field where there is one, otherwise to the list; either points at the active option.
  const keys = { "aria-activedescendant": activeId && optionId(activeId), onKeyDown };
  return (
    <Popover anchor={anchor} where="below" class="choice" isOneField onLeave={onClose} onCancel={onClose}>
      {isSearchable && (
        <input
          {...keys}
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={listId}
          autocomplete="off"
          placeholder={onCreate ? "Search or make one…" : "Search…"}
          value={query}
          onInput={(event) => search(event.currentTarget.value)}
        />
      )}
      <div
        {...(isSearchable ? {} : keys)}
        id={listId}
        role="listbox"
        aria-label={label}
        aria-multiselectable={isMultiple}
        tabIndex={isSearchable ? -1 : 0}
        class="choices"
        onMouseDown={(event) => event.preventDefault() /* the focus stays where the keys are read */}
      >
        {choices.map((item, index) => (
          <Option
            key={item.id}
            item={item}
            id={optionId(item.id)}
            heading={item.group !== choices[index - 1]?.group ? item.group : undefined}
            isChosen={chosen.includes(item.id)}
            isActive={index === active}
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
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (isActive) ref.current?.scrollIntoView({ block: "nearest" });
  }, [isActive]);
  return (
    <>
      {heading && <p class="group">{heading}</p>}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus and the keys */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the list points at it by aria-activedescendant */}
      <div
        ref={ref}
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
