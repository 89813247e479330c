import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import type { Column, Source } from "../api/notion.ts";
import { Icon, type IconName } from "../frame/icon.tsx";
import { Popover } from "../frame/popover.tsx";
import { changeColumn, deleteColumn } from "../state/columns.ts";
import { moveColumn, setHidden } from "../views/arrange.ts";
import { shownColumnsOf } from "../views/columns-of.ts";
import { changeView, viewNow } from "../views/views.ts";
import { typeOf } from "./column-types.ts";
import { addFilter } from "./filters.ts";
import { NumberFormat } from "./number-format.tsx";
import { OptionsOfColumn } from "./options-of-column.tsx";
import { TypeList } from "./type-list.tsx";

type Props = { source: Source; column: Column; anchor: RefObject<HTMLElement | null>; onClose(): void };

/** What can be done with a column: name it, give it another type, sort or filter by it, delete it. */
export function ColumnMenu({ source, column, anchor, onClose }: Props) {
  const panel = useSignal<"menu" | "type" | "delete">("menu");
  const name = useSignal(column.name);
  const keep = () => {
    const wanted = name.peek().trim();
    if (wanted !== "" && wanted !== column.name) void changeColumn(source.id, column, { name: wanted });
    onClose();
  };
  return (
    <Popover anchor={anchor} where="below" class="menu" onLeave={keep} onCancel={onClose}>
      {panel.value === "menu" && (
        <>
          <input
            aria-label="Name of the property"
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value;
            }}
            onKeyDown={(event) => event.key === "Enter" && keep()}
          />
          <Actions source={source} column={column} panel={panel} onClose={onClose} />
        </>
      )}
      {panel.value === "type" && (
        <TypeList
          sourceId={source.id}
          chosen={column.type}
          onPick={(config) => {
            void changeColumn(source.id, column, config);
            onClose();
          }}
        />
      )}
      {panel.value === "delete" && (
        <div class="asking">
          <p>
            Delete “{column.name}” and what its cells say? Undo brings them back, as long as Rowbell runs.
          </p>
          <button
            type="button"
            class="danger"
            onClick={() => {
              void deleteColumn(source.id, column);
              onClose();
            }}
          >
            Delete
          </button>
          <button type="button" onClick={onClose}>
            Keep
          </button>
        </div>
      )}
    </Popover>
  );
}

type ActionsProps = Omit<Props, "anchor"> & { panel: { value: "menu" | "type" | "delete" } };

function Actions({ source, column, panel, onClose }: ActionsProps) {
  const sortBy = (direction: "ascending" | "descending") => {
    const others = viewNow(source.id).sorts.filter(({ columnId }) => columnId !== column.id);
    void changeView(source.id, { sorts: [{ columnId: column.id, direction }, ...others] });
    onClose();
  };
  const isTitle = column.type === "title";
  return (
    <>
      {!isTitle && (
        <Line
          icon={typeOf(column.type).icon}
          text={`Type: ${typeOf(column.type).text}`}
          onPick={() => (panel.value = "type")}
        />
      )}
      {column.type === "number" && <NumberFormat source={source} column={column} />}
      <OptionsOfColumn source={source} column={column} />
      <hr />
      <Line icon="up" text="Sort ascending" onPick={() => sortBy("ascending")} />
      <Line icon="descend" text="Sort descending" onPick={() => sortBy("descending")} />
      <Line
        icon="filter"
        text="Filter"
        onPick={() => {
          onClose();
          addFilter(source.id, column);
        }}
      />
      {!isTitle && (
        <>
          <hr />
          <Places source={source} column={column} onClose={onClose} />
          <Line
            icon="hide"
            text="Hide in the table"
            onPick={() => {
              onClose();
              setHidden(source, column, true);
            }}
          />
          <Line icon="trash" text="Delete property" onPick={() => (panel.value = "delete")} />
        </>
      )}
    </>
  );
}

/** Where a step to either side leads; the title stays first. */
function Places({ source, column, onClose }: Omit<Props, "anchor">) {
  const shown = shownColumnsOf(source, viewNow(source.id)).filter(({ type }) => type !== "title");
  const at = shown.findIndex(({ id }) => id === column.id);
  const move = (before: string | undefined) => {
    moveColumn(source, column, before);
    onClose();
  };
  return (
    <>
      {at > 0 && <Line icon="left" text="Move left" onPick={() => move(shown[at - 1]?.id)} />}
      {at < shown.length - 1 && (
        <Line icon="rightwards" text="Move right" onPick={() => move(shown[at + 2]?.id)} />
      )}
    </>
  );
}

function Line({ icon, text, onPick }: { icon: IconName; text: string; onPick(): void }) {
  return (
    <button type="button" class="line" onClick={onPick}>
      <Icon name={icon} />
      {text}
    </button>
  );
}
