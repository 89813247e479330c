import { type Node, parseFormula } from "./parse.ts";

const cache = new Map<string, Node>();
const MOST = 1000;

/** Parses each expression once. @throws Error with a sentence about what is wrong. */
export function parsed(expression: string): Node {
  const known = cache.get(expression);
  if (known) return known;
  const node = parseFormula(expression);
  if (cache.size >= MOST) cache.clear();
  cache.set(expression, node);
  return node;
}
