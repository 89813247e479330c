import type { Value } from "../../../shared/domain/row.ts";
import type { Cell } from "../../../shared/ports.ts";
import { emptyValue } from "../empty-value.ts";
import { minuteOf } from "../notion-world.ts";

/** What a cell holds after it was written. */
export function writtenValue(cell: Cell): Value {
  switch (cell.type) {
    case "title":
    case "rich_text":
      return { type: cell.type, value: cell.text === "" ? [] : [{ text: cell.text }] };
    case "url":
    case "email":
    case "phone_number":
      return { type: cell.type, value: cell.text };
    case "select":
    case "status":
      return { type: cell.type, value: { id: cell.id ?? `option-${cell.name}`, name: cell.name } };
    case "multi_select":
      return { type: "multi_select", value: [...cell.options] };
    case "number":
      return { type: "number", value: cell.value };
    case "date":
      return { type: "date", value: { start: minuteOf(Date.parse(cell.start)) } };
    case "checkbox":
      return { type: "checkbox", value: cell.checked };
    case "relation":
      return { type: "relation", value: [...cell.ids] };
    case "empty":
      return emptyValue(cell.of);
  }
}
