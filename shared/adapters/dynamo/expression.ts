import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Attribute, Condition, Query, Update } from "../../stores/table.ts";
import { TABLE } from "../../table.ts";
import { toValue } from "./marshal.ts";

/**
 * Writes DynamoDB's expressions. Every name and value goes in by a placeholder: many plain words (state, hash, at) are
 * reserved by DynamoDB.
 */
export class Expressions {
  readonly #names = new Map<string, string>();
  readonly #values: Record<string, AttributeValue> = {};

  /** @returns undefined for a condition that always holds. */
  condition(condition: Condition): string | undefined {
    const parts = [
      ...(condition.absent ? [`attribute_not_exists(${this.name(TABLE.partitionKey)})`] : []),
      ...Object.entries(condition.equals ?? {}).map((part) => this.#compare(part, "=")),
      ...Object.entries(condition.atMost ?? {}).map((part) => this.#compare(part, "<=")),
      ...this.#oneOf(condition.oneOf ?? {}),
    ];
    if (parts.length === 0) return undefined;
    const own = parts.join(" AND ");
    if (condition.or === undefined) return own;
    const other = this.condition(condition.or);
    return other && `(${own}) OR (${other})`;
  }

  filter(where: NonNullable<Query["where"]>): string {
    return this.#oneOf(where).join(" AND ");
  }

  update({ set = {}, add = {}, remove = [] }: Update): string {
    const clauses = [
      ["SET", Object.entries(set).map((part) => this.#compare(part, "="))],
      ["ADD", Object.entries(add).map(([name, by]) => `${this.name(name)} ${this.#value(by)}`)],
      ["REMOVE", remove.map((name) => this.name(name))],
    ] as const;
    return clauses
      .flatMap(([word, parts]) => (parts.length > 0 ? `${word} ${parts.join(", ")}` : []))
      .join(" ");
  }

  keys(names: { partitionKey: string; sortKey: string }, { partition, from, until }: Query): string {
    const parts = [this.#compare([names.partitionKey, partition], "=")];
    // A sort key may be named in one condition only.
    if (from !== undefined && until !== undefined) {
      parts.push(`${this.name(names.sortKey)} BETWEEN ${this.#value(from)} AND ${this.#value(until)}`);
    } else if (from !== undefined) parts.push(this.#compare([names.sortKey, from], ">="));
    else if (until !== undefined) parts.push(this.#compare([names.sortKey, until], "<="));
    return parts.join(" AND ");
  }

  name(name: string): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const placeholder = `#${this.#names.size}`;
    this.#names.set(name, placeholder);
    return placeholder;
  }

  /** What the placeholders stand for; DynamoDB refuses empty ones. */
  attributes() {
    const names = Object.fromEntries([...this.#names].map(([name, placeholder]) => [placeholder, name]));
    return {
      ...(this.#names.size > 0 ? { ExpressionAttributeNames: names } : {}),
      ...(Object.keys(this.#values).length > 0 ? { ExpressionAttributeValues: this.#values } : {}),
    };
  }

  #compare([name, value]: [string, Attribute], operator: "=" | "<=" | ">="): string {
    return `${this.name(name)} ${operator} ${this.#value(value)}`;
  }

  #oneOf(where: { [name: string]: readonly string[] }): string[] {
    return Object.entries(where).map(
      ([name, values]) => `${this.name(name)} IN (${values.map((value) => this.#value(value)).join(", ")})`,
    );
  }

  #value(value: Attribute): string {
    const placeholder = `:${Object.keys(this.#values).length}`;
    this.#values[placeholder] = toValue(value);
    return placeholder;
  }
}
