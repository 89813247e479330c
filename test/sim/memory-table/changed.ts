import type { Item, Update } from "../../../shared/stores/table.ts";
import { TABLE } from "../../../shared/table.ts";
import { invalid } from "./table-error.ts";

/** An item after an update. @throws ValidationException */
export function changed(item: Item, { set = {}, add = {}, remove = [] }: Update): Item {
  const names = [...Object.keys(set), ...Object.keys(add), ...remove];
  if (names.length === 0) throw invalid("an update has to change something");
  if (new Set(names).size < names.length) throw invalid("an update names an attribute twice");
  if (names.includes(TABLE.partitionKey) || names.includes(TABLE.sortKey)) {
    throw invalid("an update cannot change an item's key");
  }
  const after: Item = { ...item, ...set };
  for (const name in add) {
    const before = item[name] ?? 0;
    if (typeof before !== "number") throw invalid(`attribute "${name}" is no number to add to`);
    after[name] = before + (add[name] as number);
  }
  for (const name of remove) delete after[name];
  return after;
}
