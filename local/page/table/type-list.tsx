import { useSignal } from "@preact/signals";
import { Icon } from "../frame/icon.tsx";
import { addableTypes, needs } from "./column-types.ts";
import { TypeNeeds } from "./type-needs.tsx";

type Props = {
  sourceId: string;
  chosen: string | undefined;
  /** With the type as Notion takes it: `{number: {}}` */
  onPick(config: object): void;
};

/** The types a column can have; some have to be told more before they are one. */
export function TypeList({ sourceId, chosen, onPick }: Props) {
  const asked = useSignal<string | undefined>(undefined);
  const need = asked.value && needs[asked.value];
  if (need) return <TypeNeeds sourceId={sourceId} need={need} onReady={onPick} />;
  return (
    <ul class="types" aria-label="Type of the property">
      {addableTypes.map(({ id, text, icon }) => (
        <li key={id}>
          <button
            type="button"
            class="line"
            aria-current={id === chosen}
            onClick={() => {
              if (needs[id]) asked.value = id;
              else onPick({ [id]: {} });
            }}
          >
            <Icon name={icon} />
            {text}
            {id === chosen && <span class="tick">✓</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
