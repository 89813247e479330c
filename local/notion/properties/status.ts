import type { Json } from "../entities.ts";
import { expectObject, expectOneOf } from "../expect.ts";
import { invalid } from "../problem.ts";
import { configureOptions, optionsOf, shownOption } from "./options.ts";
import type { ConfigureAt, PropertyType } from "./property-type.ts";

type Group = { id: string; name: string; color: string; option_ids: string[] };

const GROUPS = [
  { name: "To-do", color: "gray" },
  { name: "In progress", color: "blue" },
  { name: "Complete", color: "green" },
];
const DEFAULTS = [
  { name: "Not started", color: "default", group: "To-do" },
  { name: "In progress", color: "blue", group: "In progress" },
  { name: "Done", color: "green", group: "Complete" },
];

/** A select whose options stand in three groups. Unlike a select, it takes no option that is not there. */
export const status: PropertyType = {
  configure(input, at) {
    const given = (input.options ?? (at.before ? optionsOf(at.before) : DEFAULTS)) as Json[];
    const options = configureOptions(given, at);
    const groupNames = given.map((option) => option.group);
    return { options, groups: groupsOf(options, groupNames, at) };
  },
  write(input, { where, property }) {
    if (input === null) return null;
    const given = expectObject(input, where);
    const found = optionsOf(property.config).find(({ id, name }) => id === given.id || name === given.name);
    if (!found) {
      throw invalid(`Invalid status option. Status option "${given.name ?? given.id}" does not exist".`);
    }
    return found.id;
  },
  // A new row has the first option of the first group that has any, as in Notion.
  read(stored, { property }) {
    const groups = (property.config.groups as Group[] | undefined) ?? [];
    const first = groups.flatMap((group) => group.option_ids)[0];
    return shownOption(optionsOf(property.config), stored === undefined ? first : stored);
  },
};

/** An option keeps its group; a new one without a group is a thing to do. */
function groupsOf(
  options: { id: string }[],
  names: unknown[],
  { call, where, before }: ConfigureAt,
): Group[] {
  const groups =
    (before?.groups as Group[] | undefined) ?? GROUPS.map((group) => newGroup(group, call.workspace.ids));
  const placed = options.map(({ id }, index) => {
    const byName = groups.find(({ name }) => name === names[index]);
    if (names[index] !== undefined && !byName) {
      const allowed = groups.map(({ name }) => name);
      expectOneOf(names[index], allowed, `${where}.options[${index}].group`);
    }
    const kept = groups.find(({ option_ids }) => option_ids.includes(id));
    return { id, group: byName ?? kept ?? groups[0] };
  });
  return groups.map((group) => ({
    ...group,
    option_ids: placed.filter((option) => option.group === group).map(({ id }) => id),
  }));
}

function newGroup(group: { name: string; color: string }, ids: { short(): string }): Group {
  return { id: ids.short(), ...group, option_ids: [] };
}
