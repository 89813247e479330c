import { type Token, tokenize } from "./tokenize.ts";

export type Node =
  | { kind: "literal"; value: string | number | boolean }
  | { kind: "prop"; name: string }
  | { kind: "call"; name: string; args: Node[] };

// Weakest first. Operators become calls, so that evaluation and typing know one form only.
const BINARY: Record<string, [power: number, name: string]> = {
  "||": [2, "or"],
  or: [2, "or"],
  "&&": [3, "and"],
  and: [3, "and"],
  "==": [4, "equal"],
  "!=": [4, "unequal"],
  ">": [5, "larger"],
  ">=": [5, "largerEq"],
  "<": [5, "smaller"],
  "<=": [5, "smallerEq"],
  "+": [6, "add"],
  "-": [6, "subtract"],
  "*": [7, "multiply"],
  "/": [7, "divide"],
  "%": [7, "mod"],
  "^": [9, "pow"],
};
const UNARY: Record<string, string> = { "-": "unaryMinus", "!": "not", not: "not" };
const UNARY_POWER = 8;
const MAX_DEPTH = 50;

/** Parses Notion's formula language, the part we evaluate. @throws Error with a sentence about what is wrong. */
export function parseFormula(expression: string): Node {
  const tokens = tokenize(expression);
  let at = 0;
  let depth = 0;
  const peek = () => tokens[at];
  const take = (): Token => {
    const token = tokens[at];
    if (!token) throw new Error("the formula ends too early");
    at += 1;
    return token;
  };
  const expect = (text: string) => {
    const token = take();
    if (token.text !== text) throw new Error(`expected ${text} instead of ${token.text}`);
  };

  function expressionOf(power: number): Node {
    depth += 1;
    if (depth > MAX_DEPTH) throw new Error("the formula is nested too deeply");
    let left = operand();
    for (let token = peek(); token?.kind === "operator"; token = peek()) {
      if (token.text === "?" && power < 1) {
        left = ternary(left);
        continue;
      }
      const binary = BINARY[token.text];
      if (!binary || binary[0] <= power) break;
      take();
      left = { kind: "call", name: binary[1], args: [left, expressionOf(binary[0])] };
    }
    depth -= 1;
    return left;
  }

  function ternary(condition: Node): Node {
    expect("?");
    const yes = expressionOf(0);
    expect(":");
    return { kind: "call", name: "if", args: [condition, yes, expressionOf(0)] };
  }

  function operand(): Node {
    const token = take();
    const unary = token.kind === "operator" ? UNARY[token.text] : undefined;
    if (unary) return { kind: "call", name: unary, args: [expressionOf(UNARY_POWER)] };
    return methods(primary(token));
  }

  function primary(token: Token): Node {
    if (token.kind === "number") return { kind: "literal", value: Number(token.text) };
    if (token.kind === "string") return { kind: "literal", value: token.text };
    if (token.text === "true" || token.text === "false")
      return { kind: "literal", value: token.text === "true" };
    if (token.kind === "name") return named(token.text, args());
    if (token.text !== "(") throw new Error(`unexpected ${token.text}`);
    const inner = expressionOf(0);
    expect(")");
    return inner;
  }

  /** `x.f(y)` means `f(x, y)`. */
  function methods(node: Node): Node {
    let result = node;
    while (peek()?.text === ".") {
      take();
      const name = take();
      result = { kind: "call", name: name.text, args: [result, ...args()] };
    }
    return result;
  }

  function args(): Node[] {
    expect("(");
    const found: Node[] = [];
    while (peek()?.text !== ")") {
      found.push(expressionOf(0));
      if (peek()?.text !== ",") break;
      take();
    }
    expect(")");
    return found;
  }

  const node = expressionOf(0);
  if (at < tokens.length) throw new Error(`unexpected ${tokens[at]?.text}`);
  return node;
}

function named(name: string, args: Node[]): Node {
  if (name !== "prop") return { kind: "call", name, args };
  const [only] = args;
  if (args.length !== 1 || only?.kind !== "literal") throw new Error("prop() takes the name of one property");
  return { kind: "prop", name: String(only.value) };
}
