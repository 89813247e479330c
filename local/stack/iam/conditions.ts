import type { Need, Statement } from "./statement.ts";
import { matches } from "./wildcard.ts";

type Operator = (value: string, wanted: string) => boolean;

const small = (text: string) => text.toLowerCase();

const operators: Record<string, Operator> = {
  StringEquals: (value, wanted) => value === wanted,
  StringNotEquals: (value, wanted) => value !== wanted,
  StringEqualsIgnoreCase: (value, wanted) => small(value) === small(wanted),
  StringLike: (value, wanted) => matches(wanted, value),
  StringNotLike: (value, wanted) => !matches(wanted, value),
  ArnEquals: (value, wanted) => matches(wanted, value),
  ArnLike: (value, wanted) => matches(wanted, value),
  Bool: (value, wanted) => small(value) === small(wanted),
};

/**
 * Do all conditions of a statement hold? (IAM user guide, "IAM JSON policy elements: Condition operators".) A key that a call
 * does not have fails its condition, but for `…IfExists`, `ForAllValues:` and the negated ones.
 * @throws Error for an operator that is not known here: to guess would allow or deny what AWS does not.
 */
export function conditionsHold(statement: Statement, { context }: Need): boolean {
  return Object.entries(statement.Condition ?? {}).every(([written, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(written, context[key], [wanted].flat())),
  );
}

function holds(written: string, given: string | readonly string[] | undefined, wanted: string[]): boolean {
  const [, set, name = "", ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(written) ?? [];
  const operator = operators[name];
  if (!operator)
    throw new Error(
      `the condition operator ${written} is not emulated; add it in local/stack/iam/conditions.ts`,
    );
  const values = given === undefined ? [] : [given].flat();
  const isNegated = name.includes("Not");
  const one = (value: string) =>
    isNegated ? wanted.every((text) => operator(value, text)) : wanted.some((text) => operator(value, text));
  if (set === "ForAllValues") return values.every(one);
  if (values.length === 0) return ifExists !== undefined || (isNegated && set === undefined);
  return set === "ForAnyValue" ? values.some(one) : values.every(one);
}
