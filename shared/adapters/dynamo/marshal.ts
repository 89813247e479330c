import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { Attribute, Item } from "../../stores/table.ts";

/** An item in DynamoDB's own notation, and back. Sets, lists, maps and the like are never stored. */
export function marshal(item: Item): Record<string, AttributeValue> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toValue(value)]));
}

export function toValue(value: Attribute): AttributeValue {
  if (typeof value === "string") return { S: value };
  return typeof value === "number" ? { N: String(value) } : { B: value };
}

export function unmarshal(item: Record<string, AttributeValue>): Item {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, fromValue(name, value)]));
}

function fromValue(name: string, { S, N, B }: AttributeValue): Attribute {
  const value = S ?? B ?? (N === undefined ? undefined : Number(N));
  if (value === undefined) throw new Error(`attribute "${name}" is neither text, number nor bytes`);
  return value;
}
