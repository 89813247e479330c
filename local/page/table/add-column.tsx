import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Source } from "../api/notion.ts";
import { Icon } from "../frame/icon.tsx";
import { Popover } from "../frame/popover.tsx";
import { addColumn } from "../state/columns.ts";
import { typeOf } from "./column-types.ts";
import { TypeList } from "./type-list.tsx";

/** After the last column: asks for a name and a type. */
export function AddColumn({ source }: { source: Source }) {
  const isOpen = useSignal(false);
  const name = useSignal("");
  const anchor = useRef<HTMLButtonElement>(null);
  const close = () => {
    isOpen.value = false;
    name.value = "";
    anchor.current?.focus();
  };
  const add = (config: object) => {
    const type = Object.keys(config)[0] as Parameters<typeof typeOf>[0];
    void addColumn(source.id, name.peek().trim() || freeName(source, typeOf(type).text), config);
    close();
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class="heading"
        data-cell
        tabIndex={-1}
        aria-label="Add a property"
        aria-haspopup="dialog"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        <Icon name="plus" />
      </button>
      {isOpen.value && (
        <Popover anchor={anchor} where="below" class="menu" onLeave={close} onCancel={close}>
          <input
            aria-label="Name of the property"
            placeholder="Property name"
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value;
            }}
          />
          <TypeList sourceId={source.id} chosen={undefined} onPick={add} />
        </Popover>
      )}
    </>
  );
}

function freeName({ properties }: Source, wanted: string): string {
  let name = wanted;
  for (let number = 1; name in properties; number += 1) name = `${wanted} ${number}`;
  return name;
}
