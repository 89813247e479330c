import type { Call } from "../call.ts";
import { COLORS } from "../colors.ts";
import type { DataSource, Json } from "../entities.ts";
import { expectArray, expectName, expectObject, expectOneOf } from "../expect.ts";
import { invalid } from "../problem.ts";
import type { ConfigureAt, PropertyType, WriteAt } from "./property-type.ts";

export type Option = { id: string; name: string; color: string; description: string | null };

export const NEW_COLORS = ["blue", "green", "yellow", "purple", "pink", "orange", "brown", "red", "gray"];

/** Rows store option ids, so that a renamed option is renamed in every row, and a removed one is gone from it. */
export const select: PropertyType = {
  configure,
  write: (input, at) => (input === null ? null : optionId(input, at)),
  read: (stored, { property }) => shownOption(optionsOf(property.config), stored),
};

export const multiSelect: PropertyType = {
  configure,
  write: (input, at) => [
    ...new Set(
      expectArray(input, at.where).map((item, i) => optionId(item, { ...at, where: `${at.where}[${i}]` })),
    ),
  ],
  read(stored, { property }) {
    const options = optionsOf(property.config);
    return ((stored as string[] | undefined) ?? []).flatMap((id) => shownOption(options, id) ?? []);
  },
};

function configure(input: Json, at: ConfigureAt): Json {
  return { options: configureOptions(input.options ?? [], at) };
}

export function optionsOf(config: Json): Option[] {
  return (config.options as Option[] | undefined) ?? [];
}

/** The list replaces the one before; options named again, by id or name, keep their ids. */
export function configureOptions(input: unknown, { call, where, before }: ConfigureAt): Option[] {
  const known = optionsOf(before ?? {});
  const options = expectArray(input, `${where}.options`).map((item, index) => {
    const at = `${where}.options[${index}]`;
    const given = expectObject(item, at);
    const same = known.find(({ id, name }) =>
      given.id === undefined ? name === given.name : id === given.id,
    );
    const name = optionName(given.name ?? same?.name, `${at}.name`);
    const color = given.color ?? same?.color ?? NEW_COLORS[index % NEW_COLORS.length];
    return {
      id: same?.id ?? call.workspace.ids.short(),
      name,
      color: expectOneOf(color, COLORS, `${at}.color`),
      description:
        given.description === undefined ? (same?.description ?? null) : (given.description as string),
    };
  });
  refuseTwins(options);
  return options;
}

/** Rows name their option: of two with one name nobody could say which. */
function refuseTwins(options: readonly Option[]): void {
  const names = options.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalid(`Cannot create two options with the name "${twice}".`);
}

export function shownOption(options: Option[], id: unknown): Json | null {
  const option = options.find((one) => one.id === id);
  return option ? { id: option.id, name: option.name, color: option.color } : null;
}

/** An option written by a name that is not there is made, as Notion does. */
function optionId(input: unknown, at: WriteAt): string {
  const given = expectObject(input, at.where);
  const source = at.call.workspace.store.get(at.dataSourceId ?? "") as DataSource;
  const property = source.properties.find(({ id }) => id === at.property.id) ?? at.property;
  const options = optionsOf(property.config);
  const found = options.find(({ id, name }) =>
    given.id === undefined ? name === given.name : id === given.id,
  );
  if (found) return found.id;
  const name = optionName(given.name, `${at.where}.name`);
  const color = NEW_COLORS[options.length % NEW_COLORS.length] ?? "default";
  const option: Option = { id: at.call.workspace.ids.short(), name, color, description: null };
  putOptions(at.call, source, property.id, [...options, option]);
  return option.id;
}

function putOptions(call: Call, source: DataSource, propertyId: string, options: Option[]): void {
  const properties = source.properties.map((property) =>
    property.id === propertyId ? { ...property, config: { ...property.config, options } } : property,
  );
  call.workspace.store.put({ ...source, properties });
}

function optionName(input: unknown, where: string): string {
  const name = expectName(input, where, 100);
  if (name.includes(",")) throw invalid(`Invalid select option, commas not allowed: ${name}`);
  return name;
}
