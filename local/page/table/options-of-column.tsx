import { useSignal } from "@preact/signals";
import type { Column, Source } from "../api/notion.ts";
import { type Option, optionsOf } from "../cells/options.ts";
import { Icon } from "../frame/icon.tsx";
import { changeColumn } from "../state/columns.ts";

const colors = ["default", "gray", "brown", "orange", "yellow", "green", "blue", "purple", "pink", "red"];

/** The options of a select, multi-select or status: their names and colours, and what they are in every row. */
export function OptionsOfColumn({ source, column }: { source: Source; column: Column }) {
  const isOpen = useSignal(false);
  const options = optionsOf(column);
  if (!options) return null;
  // The list replaces the one before; an option named by its id keeps its rows.
  const write = (next: Option[]) =>
    void changeColumn(source.id, column, {
      [column.type]: {
        options: next.map(({ id, name, color }) => (id ? { id, name, color } : { name, color })),
      },
    });
  const change = (id: string, part: Partial<Option>) =>
    write(options.map((option) => (option.id === id ? { ...option, ...part } : option)));
  return (
    <>
      <button
        type="button"
        class="line"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        <Icon name={isOpen.value ? "down" : "right"} />
        Options <span class="quiet">{options.length}</span>
      </button>
      {isOpen.value && (
        <ul class="options">
          {options.map((option) => (
            <li key={option.id}>
              <OptionLine
                option={option}
                onChange={(part) => change(option.id, part)}
                onDelete={() => write(options.filter(({ id }) => id !== option.id))}
              />
            </li>
          ))}
          <li>
            <NewOption onAdd={(name) => write([...options, { id: "", name, color: "default" }])} />
          </li>
        </ul>
      )}
    </>
  );
}

type LineProps = { option: Option; onChange(part: Partial<Option>): void; onDelete(): void };

function OptionLine({ option: { name, color }, onChange, onDelete }: LineProps) {
  return (
    <>
      <input
        aria-label={`Name of ${name}`}
        style={{ background: `var(--${color})`, color: "var(--pill-ink)" }}
        value={name}
        onChange={(event) => {
          const wanted = event.currentTarget.value.trim();
          if (wanted !== "" && wanted !== name) onChange({ name: wanted });
        }}
      />
      <select
        aria-label={`Colour of ${name}`}
        value={color}
        onInput={(event) => onChange({ color: event.currentTarget.value })}
      >
        {colors.map((one) => (
          <option key={one} value={one}>
            {one[0]?.toUpperCase()}
            {one.slice(1)}
          </option>
        ))}
      </select>
      <button type="button" class="small" aria-label={`Delete ${name}`} onClick={onDelete}>
        <Icon name="close" />
      </button>
    </>
  );
}

function NewOption({ onAdd }: { onAdd(name: string): void }) {
  const add = (field: HTMLInputElement) => {
    const name = field.value.trim();
    field.value = "";
    if (name !== "") onAdd(name);
  };
  return (
    <input
      aria-label="New option"
      placeholder="New option"
      onKeyDown={(event) => event.key === "Enter" && add(event.currentTarget)}
    />
  );
}
