import { useSignal } from "@preact/signals";
import { type Column, plainText } from "../api/notion.ts";
import { sources } from "../state/sources.ts";

type Props = { sourceId: string; need: "target" | "expression" | "rollup"; onReady(config: object): void };

/** What a relation, a formula or a rollup has to be told. */
export function TypeNeeds({ sourceId, need, onReady }: Props) {
  if (need === "target") return <Target onReady={onReady} />;
  if (need === "expression") return <Expression onReady={onReady} />;
  return <RollupOf sourceId={sourceId} onReady={onReady} />;
}

function Target({ onReady }: Pick<Props, "onReady">) {
  const isTwoWay = useSignal(true);
  const pick = (data_source_id: string) => {
    const kind = isTwoWay.value
      ? { type: "dual_property", dual_property: {} }
      : { type: "single_property", single_property: {} };
    onReady({ relation: { data_source_id, ...kind } });
  };
  return (
    <div class="needs">
      <p class="quiet">Related to</p>
      {sources.value.map(({ id, title }) => (
        <button key={id} type="button" class="line" onClick={() => pick(id)}>
          {plainText(title)}
        </button>
      ))}
      <label class="inline">
        <input type="checkbox" checked={isTwoWay.value} onInput={() => (isTwoWay.value = !isTwoWay.value)} />
        Show on the other side too
      </label>
    </div>
  );
}

function Expression({ onReady }: Pick<Props, "onReady">) {
  const expression = useSignal("");
  return (
    <form
      class="needs"
      onSubmit={(event) => {
        event.preventDefault();
        onReady({ formula: { expression: expression.value } });
      }}
    >
      <label>
        <span>Formula</span>
        <textarea
          rows={3}
          placeholder={'prop("Amount") * 1.21'}
          value={expression.value}
          onInput={(event) => {
            expression.value = event.currentTarget.value;
          }}
        />
      </label>
      <button type="submit" class="main" disabled={expression.value.trim() === ""}>
        Done
      </button>
    </form>
  );
}

const functions = [
  "show_original",
  "count",
  "sum",
  "average",
  "min",
  "max",
  "median",
  "range",
  "earliest_date",
  "latest_date",
  "checked",
  "percent_checked",
  "empty",
  "not_empty",
  "unique",
];

function RollupOf({ sourceId, onReady }: Pick<Props, "sourceId" | "onReady">) {
  const chosen = useSignal({ relation: "", column: "", function: "show_original" });
  const own = Object.values(sources.value.find(({ id }) => id === sourceId)?.properties ?? {});
  const relations = own.filter((column) => column.type === "relation");
  const relation = relations.find(({ name }) => name === chosen.value.relation) ?? relations[0];
  const target = sources.value.find(({ id }) => id === targetOf(relation));
  const columns = Object.values(target?.properties ?? {});
  if (!relation) return <p class="nothing">A rollup follows a relation. Add one first.</p>;
  const column = columns.find(({ name }) => name === chosen.value.column) ?? columns[0];
  const set = (part: object) => {
    chosen.value = { ...chosen.value, ...part };
  };
  const ready = {
    relation_property_name: relation.name,
    rollup_property_name: column?.name,
    function: chosen.value.function,
  };
  const named = (list: readonly Column[]) => list.map(({ name }) => name);
  return (
    <div class="needs">
      <Picked
        label="Relation"
        value={relation.name}
        values={named(relations)}
        onPick={(name) => set({ relation: name })}
      />
      <Picked
        label="Property"
        value={column?.name ?? ""}
        values={named(columns)}
        onPick={(name) => set({ column: name })}
      />
      <Picked
        label="Calculate"
        value={ready.function}
        values={functions}
        onPick={(name) => set({ function: name })}
      />
      <button type="button" class="main" onClick={() => onReady({ rollup: ready })}>
        Done
      </button>
    </div>
  );
}

const targetOf = (column: Column | undefined) =>
  column?.type === "relation" ? column.relation.data_source_id : undefined;

type PickedProps = { label: string; value: string; values: readonly string[]; onPick(value: string): void };

function Picked({ label, value, values, onPick }: PickedProps) {
  return (
    <label>
      <span>{label}</span>
      <select value={value} onInput={(event) => onPick(event.currentTarget.value)}>
        {values.map((one) => (
          <option key={one} value={one}>
            {one.replaceAll("_", " ")}
          </option>
        ))}
      </select>
    </label>
  );
}
