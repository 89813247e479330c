import type { Call } from "../call.ts";
import type { Json, Property } from "../entities.ts";
import { writeDate } from "../properties/date.ts";
import { NEW_COLORS, type Option, optionsOf } from "../properties/options.ts";
import { writeText } from "../rich-text.ts";

/** Turns the texts of cells into values of a column's new type. */
export type Conversion = {
  /** @param texts at least one. @returns undefined for an empty cell. */
  value(texts: string[]): unknown;
  /** The configuration, with the options that the cells needed. */
  config(): Json;
};

export function fromTexts(call: Call, { type, config }: Property): Conversion {
  if (type === "select" || type === "multi_select" || type === "status") return toOptions(call, type, config);
  return { value: (texts) => SIMPLE[type]?.(texts, call), config: () => config };
}

const MOST_CHARACTERS = 2000;

const joined = (texts: string[]) => texts.join(", ").slice(0, MOST_CHARACTERS);
const SIMPLE: Record<string, (texts: string[], call: Call) => unknown> = {
  rich_text: (texts) => writeText([{ text: { content: joined(texts) } }], "body"),
  url: joined,
  email: joined,
  phone_number: joined,
  number: ([text = ""]) => numberIn(text),
  checkbox: ([text = ""]) => /^(yes|true|1|x|✓|✔)$/i.test(text.trim()),
  date: ([text = ""]) => dateIn(text),
  people(texts, { workspace }) {
    const named = [...workspace.users.values()].filter(
      (user) => texts.includes(user.name) || (user.type === "person" && texts.includes(user.email)),
    );
    return named.length > 0 ? named.map(({ id }) => id) : undefined;
  },
};

function numberIn(text: string): number | undefined {
  const found = /^\s*[^\d-]?\s*(-?[\d,]*\.?\d+(?:e[+-]?\d+)?)\s*%?\s*$/i.exec(text)?.[1];
  return found === undefined ? undefined : Number(found.replaceAll(",", ""));
}

function dateIn(text: string): Json | undefined {
  const [start = "", end = null] = text.split(" → ");
  return /^\d{4}-\d{2}-\d{2}/.test(start) && !Number.isNaN(Date.parse(start))
    ? writeDate({ start, end }, "body")
    : undefined;
}

/** Options that are not there are made; those of a status stand in its first group. */
function toOptions(call: Call, type: string, config: Json): Conversion {
  const options: Option[] = [...optionsOf(config)];
  const idOf = (text: string): string => {
    const name = text.replaceAll(",", "").trim().slice(0, 100);
    const known = options.find((option) => option.name === name);
    if (known) return known.id;
    const color = NEW_COLORS[options.length % NEW_COLORS.length] ?? "default";
    const made: Option = { id: call.workspace.ids.short(), name, color, description: null };
    options.push(made);
    return made.id;
  };
  return {
    value(texts) {
      const parts = texts.flatMap((text) => text.split(",")).filter((text) => text.trim() !== "");
      if (parts.length === 0) return undefined;
      return type === "multi_select" ? [...new Set(parts.map(idOf))] : idOf(texts.join(", "));
    },
    config() {
      const made = options.slice(optionsOf(config).length);
      if (made.length === 0) return config;
      const [first, ...groups] = (config.groups as { option_ids: string[] }[] | undefined) ?? [];
      const option_ids = [...(first?.option_ids ?? []), ...made.map(({ id }) => id)];
      return { ...config, options, ...(first && { groups: [{ ...first, option_ids }, ...groups] }) };
    },
  };
}
