import type { Cell } from "../api/notion.ts";

/** One person or several; a user that Notion names only by id stays nameless. */
export function People({ people }: { people: readonly object[] }) {
  return (
    <span class="several">
      {people.map((person, index) => (
        <PersonName key={index} name={nameOf(person)} />
      ))}
    </span>
  );
}

const nameOf = (person: object): string | null =>
  "name" in person && person.name ? String(person.name) : null;

const tints = ["brown", "orange", "yellow", "green", "blue", "purple", "pink", "red"];

export function PersonName({ name }: { name: string | null }) {
  const initials = (name ?? "?")
    .split(" ")
    .map((word) => word[0])
    .join("")
    .slice(0, 2);
  return (
    <span class="person">
      <span class={`avatar ${tintOf(name ?? "")}`} aria-hidden="true">
        {initials}
      </span>
      <span class="words">{name ?? "Somebody"}</span>
    </span>
  );
}

/** Everybody keeps a colour. */
function tintOf(name: string): string {
  const sum = [...name].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
  return tints[sum % tints.length] ?? "brown";
}

/** Who made or last edited a row. */
export function authorsOf(cell: Cell): object[] | undefined {
  if (cell.type === "people") return cell.people;
  if (cell.type === "created_by") return [cell.created_by];
  return cell.type === "last_edited_by" ? [cell.last_edited_by] : undefined;
}
