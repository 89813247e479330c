import type { ComponentChildren } from "preact";

type Tab = { id: string; text: ComponentChildren };

type Props = {
  label: string;
  tabs: readonly Tab[];
  chosen: string | undefined;
  controls: string;
  onChoose(id: string): void;
};

const steps: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1 };

/** One of several views; the arrow keys go from tab to tab. */
export function Tabs({ label, tabs, chosen, controls, onChoose }: Props) {
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    const at = tabs.findIndex(({ id }) => id === chosen);
    const next = step && tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    onChoose(next.id);
    const list = event.currentTarget as HTMLElement;
    list.querySelector<HTMLElement>(`[data-id="${next.id}"]`)?.focus();
  };
  return (
    <div role="tablist" aria-label={label} class="tabs" onKeyDown={onKeyDown}>
      {tabs.map(({ id, text }) => (
        <button
          key={id}
          type="button"
          role="tab"
          data-id={id}
          aria-selected={id === chosen}
          aria-controls={controls}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
