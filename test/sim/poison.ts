import type { Property, Row } from "../../shared/domain/row.ts";
import type { Rule } from "../../shared/domain/rule.ts";
import type { Rules } from "../../shared/ports.ts";

/** While our own code fails for it: as its values are read, or only when it is written down. Moments, both inclusive. */
export type Poison = { kind: "unreadable" | "unstorable"; from: number; until: number };

export function isPoisoned(
  { poison }: { poison?: Pick<Poison, "from" | "until"> },
  from: number,
  until = from,
): boolean {
  return poison !== undefined && poison.from <= until && poison.until >= from;
}

/** A row that no decoder would let through as it is, told by nothing but that what handles it throws. */
export function spoiled(row: Row, kind: Poison["kind"]): Row {
  if (kind === "unstorable") return { ...row, url: unstorable as unknown as string };
  const properties = Object.entries(row.properties).map(([id, property]): [string, Property] => [
    id,
    property.type === "title" ? ({ ...property, value: [null] } as unknown as Property) : property,
  ]);
  return { ...row, properties: Object.fromEntries(properties) };
}

const unstorable = {
  toJSON: () => {
    throw new TypeError("simulated");
  },
};

/** The rules as they are read, some of them as a newer version of Rowbell may have left them behind. */
export function withSpoiledRules(rules: Rules, isSpoiled: (ruleId: string) => boolean): Rules {
  return {
    ...rules,
    async loadInForce(heads) {
      const versions = await rules.loadInForce(heads);
      return new Map([...versions].map(([id, rule]) => [id, isSpoiled(id) ? unheardOf(rule) : rule]));
    },
  };
}

function unheardOf(rule: Rule): Rule {
  return { ...rule, trigger: { ...rule.trigger, type: "what comes after this version" } };
}
