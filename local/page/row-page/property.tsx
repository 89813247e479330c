import type { Column } from "../api/notion.ts";
import { CellField } from "../cells/cell-field.tsx";
import { Icon } from "../frame/icon.tsx";
import type { RowState } from "../state/rows.ts";
import { typeOf } from "../table/column-types.ts";

type Props = { state: RowState; column: Column /** Says what belongs there. */; hasHelp: boolean };

/** A cell of the row under its column's name. */
export function Property({ state, column, hasHelp }: Props) {
  return (
    <div class="property" data-column={column.name}>
      <div class="name">
        <Icon name={typeOf(column.type).icon} />
        {column.name}
      </div>
      <div class="value">
        <CellField row={state} column={column} isInPage />
        {hasHelp && column.description && <p class="help">{column.description}</p>}
      </div>
    </div>
  );
}
