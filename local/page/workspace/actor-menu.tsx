import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { PersonName } from "../cells/show-people.tsx";
import { Choice } from "../frame/choice.tsx";
import { Icon } from "../frame/icon.tsx";
import { actor, chooseActor } from "../state/actor.ts";
import { people } from "../state/sources.ts";

/** As whom one writes: Notion keeps who made and who edited a row. */
export function ActorMenu() {
  const isOpen = useSignal(false);
  const anchor = useRef<HTMLButtonElement>(null);
  if (!actor.value) return <span class="actor" />;
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class="actor"
        aria-haspopup="listbox"
        aria-expanded={isOpen.value}
        title="Who you are here"
        onClick={() => {
          isOpen.value = true;
        }}
      >
        <span class="unseen">You are </span>
        <PersonName name={actor.value.name} />
        <Icon name="down" />
      </button>
      {isOpen.value && (
        <Choice
          anchor={anchor}
          label="Who you are here"
          items={people.value.map(({ id, name }) => ({
            id,
            text: name ?? "Somebody",
            shown: <PersonName name={name} />,
          }))}
          chosen={[actor.value.id]}
          onPick={chooseActor}
          onClose={() => {
            isOpen.value = false;
            anchor.current?.focus();
          }}
        />
      )}
    </>
  );
}
