import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Column, Source } from "../api/notion.ts";
import { optionsOf } from "../cells/options.ts";
import { showDate } from "../cells/show-date.ts";
import { Icon } from "../frame/icon.tsx";
import { Popover } from "../frame/popover.tsx";
import { people } from "../state/sources.ts";
import { titleSignal } from "../state/titles.ts";
import { type Operand, operatorsAt, quantities } from "../views/conditions.ts";
import type { Condition } from "../views/table-view.ts";
import { typeOf } from "./column-types.ts";
import { FilterValue } from "./filter-value.tsx";
import { changeFilter, newFilter, removeFilter } from "./filters.ts";

/** One line of the filter, and on a click what it holds the column against. */
export function FilterChip({ source, line, index }: { source: Source; line: Condition; index: number }) {
  const isOpen = useSignal(false);
  const anchor = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (newFilter.value !== line) return;
    newFilter.value = undefined;
    isOpen.value = true;
  }, [line, isOpen]);
  const column = Object.values(source.properties).find(({ id }) => id === line.columnId);
  const operators = operatorsAt(line.path);
  const quantity = line.path.find((key) => key in quantities) as keyof typeof quantities | undefined;
  const change = (part: Partial<Condition>) => changeFilter(source.id, index, part);
  const operator = operators.find(({ id }) => id === line.operator);
  if (!column || !operator) return null;
  const close = () => {
    isOpen.value = false;
    anchor.current?.focus();
  };
  return (
    <span class="chip">
      <button
        ref={anchor}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = true;
        }}
      >
        <Icon name={typeOf(column.type).icon} />
        {column.name} {quantity && `${wordsOf(quantities[quantity])} `}
        {wordsOf(operator.text)} <Said column={column} operand={operator.operand} value={line.value} />
      </button>
      <button
        type="button"
        aria-label={`Remove the filter of ${column.name}`}
        onClick={() => removeFilter(source.id, index)}
      >
        <Icon name="close" />
      </button>
      {isOpen.value && (
        <Popover anchor={anchor} where="below" class="menu" onLeave={close} onCancel={close}>
          {quantity && (
            <label class="line field">
              <span>Of its items</span>
              <select
                aria-label="How many"
                value={quantity}
                onInput={({ currentTarget: { value } }) =>
                  change({ path: line.path.map((key) => (key === quantity ? value : key)) })
                }
              >
                {Object.entries(quantities).map(([id, text]) => (
                  <option key={id} value={id}>
                    {text}
                  </option>
                ))}
              </select>
            </label>
          )}
          <label class="line field">
            <span>{column.name}</span>
            <select
              aria-label="Condition"
              value={operator.id}
              onInput={(event) => change({ operator: event.currentTarget.value })}
            >
              {operators.map(({ id, text }) => (
                <option key={id} value={id}>
                  {text}
                </option>
              ))}
            </select>
          </label>
          <FilterValue
            column={column}
            operand={operator.operand}
            value={line.value}
            onPick={(value) => change({ value })}
            onDone={close}
          />
        </Popover>
      )}
    </span>
  );
}

/** In the middle of a sentence. */
const wordsOf = (text: string) => text.toLowerCase();

function Said({ column, operand, value }: { column: Column; operand: Operand; value: string }) {
  if (operand === "none") return null;
  if (operand === "checkbox") return <b>{value === "false" ? "unchecked" : "checked"}</b>;
  if (value === "") return <b>…</b>;
  if (operand === "row") return <RowTitle column={column} id={value} />;
  return <b>{textOf(column, operand, value)}</b>;
}

function RowTitle({ column, id }: { column: Column; id: string }) {
  const target = column.type === "relation" ? column.relation.data_source_id : undefined;
  return <b>{titleSignal(id, target).value ?? "…"}</b>;
}

function textOf(column: Column, operand: Operand, value: string): string {
  if (operand === "option") return optionsOf(column)?.find(({ name }) => name === value)?.name ?? value;
  if (operand === "person") return people.value.find(({ id }) => id === value)?.name ?? "me";
  return operand === "date" && /^\d/.test(value) ? showDate(value) : value;
}
