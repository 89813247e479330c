import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { type Column, titleOf } from "../api/notion.ts";
import { findRows } from "../api/query.ts";
import { optionsOf } from "../cells/options.ts";
import { Pill } from "../cells/pill.tsx";
import { PersonName } from "../cells/show-people.tsx";
import { people } from "../state/sources.ts";
import { attempt } from "../state/toasts.ts";
import type { Operand } from "../views/conditions.ts";

type Props = { column: Column; operand: Operand; value: string; onPick(value: string): void; onDone(): void };

const relativeDays = [
  "today",
  "tomorrow",
  "yesterday",
  "one_week_ago",
  "one_week_from_now",
  "one_month_ago",
  "one_month_from_now",
];
/** Notion reads every key that is typed; a query for each would be many. */
const typingMs = 250;

/** With what a column is compared. */
export function FilterValue(props: Props) {
  const { column, operand, value, onPick } = props;
  if (operand === "none") return null;
  // What a rollup's items can be chosen from is not in its own column.
  const isTyped = operand === "text" || operand === "number" || (operand === "option" && !optionsOf(column));
  if (isTyped) return <Typed {...props} />;
  if (operand === "checkbox")
    return (
      <Picked
        label="Value"
        value={value || "true"}
        values={[
          ["true", "Checked"],
          ["false", "Unchecked"],
        ]}
        onPick={onPick}
      />
    );
  if (operand === "date") return <Day {...props} />;
  if (operand === "option") {
    const options = (optionsOf(column) ?? []).map(
      ({ name, color }): Value => [name, <Pill color={color}>{name}</Pill>],
    );
    return <Picked label="Option" value={value} values={options} onPick={onPick} />;
  }
  if (operand === "person") {
    const persons = people.value.map(({ id, name }): Value => [id, <PersonName name={name} />]);
    return <Picked label="Person" value={value} values={[["me", "Me"], ...persons]} onPick={onPick} />;
  }
  return <OfRow {...props} />;
}

function Typed({ operand, value, onPick, onDone }: Props) {
  const draft = useSignal(value);
  useEffect(() => {
    if (draft.value === value) return;
    const timer = setTimeout(() => onPick(draft.peek()), typingMs);
    return () => clearTimeout(timer);
  }, [draft.value]);
  return (
    <input
      data-first
      aria-label="Value"
      inputMode={operand === "number" ? "decimal" : "text"}
      placeholder={operand === "number" ? "A number" : "Type a value…"}
      value={draft.value}
      onInput={(event) => {
        draft.value = event.currentTarget.value;
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter") return;
        onPick(draft.peek());
        onDone();
      }}
    />
  );
}

function Day({ value, onPick }: Props) {
  const isRelative = relativeDays.includes(value);
  const days = relativeDays.map((one): [string, string] => [one, sentence(one)]);
  return (
    <>
      <Picked
        label="Day"
        value={isRelative ? value : "exact"}
        values={[["exact", "Exact date"], ...days]}
        onPick={(picked) => onPick(picked === "exact" ? "" : picked)}
      />
      {!isRelative && (
        <input
          type="date"
          aria-label="Date"
          value={value}
          onInput={(event) => onPick(event.currentTarget.value)}
        />
      )}
    </>
  );
}

const sentence = (name: string) => name.replaceAll("_", " ").replace(/^./, (first) => first.toUpperCase());

/** A row of the related source, found by its title. */
function OfRow({ column, value, onPick }: Props) {
  const words = useSignal("");
  const found = useSignal<[string, string][]>([]);
  const target = column.type === "relation" ? column.relation.data_source_id : undefined;
  useEffect(() => {
    if (!target) return;
    void attempt("Nothing was found", async () => {
      const rows = await findRows(target, words.value, 20);
      found.value = rows.map((row) => [row.id, titleOf(row) || "Untitled"]);
    });
  }, [target, words.value]);
  return (
    <>
      <input
        data-first
        aria-label="Search"
        placeholder="Search…"
        value={words.value}
        onInput={(event) => {
          words.value = event.currentTarget.value;
        }}
      />
      <Picked label="Row" value={value} values={found.value} onPick={onPick} />
    </>
  );
}

type Value = [id: string, shown: ComponentChildren];
type PickedProps = {
  label: string;
  value: string;
  values: readonly Value[];
  onPick(id: string): void;
};

function Picked({ label, value, values, onPick }: PickedProps) {
  return (
    <ul class="picks" aria-label={label}>
      {values.map(([id, shown]) => (
        <li key={id}>
          <button type="button" class="line" aria-pressed={id === value} onClick={() => onPick(id)}>
            {shown}
            {id === value && <span class="tick">✓</span>}
          </button>
        </li>
      ))}
    </ul>
  );
}
