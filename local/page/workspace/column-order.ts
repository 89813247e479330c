import type { Column, Source } from "../api/notion.ts";
import { isRules } from "../state/sources.ts";

/** In Rules, what Rowbell answers comes right after what switches a rule on. */
const firstOfRules = ["State", "Health", "Note"];

/** The title first, as in Notion; the others as the source has them. */
export function columnsOf(source: Source): Column[] {
  const columns = Object.values(source.properties);
  const place = ({ type, name }: Column) => {
    if (type === "title") return -1;
    const index = isRules(source) ? firstOfRules.indexOf(name) : -1;
    return index === -1 ? firstOfRules.length : index;
  };
  return columns.toSorted((a, b) => place(a) - place(b));
}
