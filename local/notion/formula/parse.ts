import { type Token, tokenize } from "./tokenize.ts";

/** `member`: a property of a page that is not the row; `name`: `current`, `index`, or what `let` has named. */
export type Node =
  | { kind: "literal"; value: string | number | boolean }
  | { kind: "prop"; name: string }
  | { kind: "member"; of: Node; name: string }
  | { kind: "name"; name: string }
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
const UNARY: Record<string, string> = { "-": "unaryMinus", "+": "unaryPlus", "!": "not", not: "not" };
const UNARY_POWER = 8;
const MAX_DEPTH = 50;

/** Parses Notion's formula language. @throws Error with a sentence about what is wrong. */
export function parseFormula(expression: string): Node {
  return new Parser(tokenize(expression)).formula();
}

class Parser {
  readonly #tokens: Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  formula(): Node {
    const node = this.#expression(0);
    const rest = this.#peek();
    if (rest) throw new Error(`unexpected ${rest.text}`);
    return node;
  }

  /** Operators that bind tighter than `power`. */
  #expression(power: number): Node {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new Error("the formula is nested too deeply");
    let left = this.#operand();
    for (let token = this.#peek(); token?.kind === "operator"; token = this.#peek()) {
      const binary = BINARY[token.text];
      if (token.text === "?" && power < 1) left = this.#ternary(left);
      else if (!binary || binary[0] <= power) break;
      else {
        this.#take();
        left = { kind: "call", name: binary[1], args: [left, this.#expression(binary[0])] };
      }
    }
    this.#depth -= 1;
    return left;
  }

  #ternary(condition: Node): Node {
    this.#expect("?");
    const yes = this.#expression(0);
    this.#expect(":");
    return { kind: "call", name: "if", args: [condition, yes, this.#expression(0)] };
  }

  #operand(): Node {
    const token = this.#take();
    const unary = token.kind === "operator" ? UNARY[token.text] : undefined;
    if (unary) return { kind: "call", name: unary, args: [this.#expression(UNARY_POWER)] };
    return this.#methods(this.#primary(token));
  }

  #primary({ kind, text }: Token): Node {
    if (kind === "number") return { kind: "literal", value: Number(text) };
    if (kind === "string") return { kind: "literal", value: text };
    if (text === "true" || text === "false") return { kind: "literal", value: text === "true" };
    if (kind === "name" && this.#peek()?.text !== "(") return { kind: "name", name: text };
    if (kind === "name") return named(text, this.#arguments());
    if (text === "[") return { kind: "call", name: "list", args: this.#items("]") };
    if (text !== "(") throw new Error(`unexpected ${text}`);
    const inner = this.#expression(0);
    this.#expect(")");
    return inner;
  }

  /** `x.f(y)` means `f(x, y)`; `x.prop("P")` is the property of the page that x is. */
  #methods(node: Node): Node {
    let result = node;
    while (this.#peek()?.text === ".") {
      this.#take();
      const { text } = this.#take();
      const args = this.#peek()?.text === "(" ? this.#arguments() : [];
      const call = named(text, args);
      result =
        call.kind === "prop"
          ? { kind: "member", of: result, name: call.name }
          : { kind: "call", name: text, args: [result, ...args] };
    }
    return result;
  }

  #arguments(): Node[] {
    this.#expect("(");
    return this.#items(")");
  }

  #items(end: ")" | "]"): Node[] {
    const found: Node[] = [];
    while (this.#peek()?.text !== end) {
      found.push(this.#expression(0));
      if (this.#peek()?.text !== ",") break;
      this.#take();
    }
    this.#expect(end);
    return found;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #take(): Token {
    const token = this.#peek();
    if (!token) throw new Error("the formula ends too early");
    this.#at += 1;
    return token;
  }

  #expect(text: string): void {
    const token = this.#take();
    if (token.text !== text) throw new Error(`expected ${text} instead of ${token.text}`);
  }
}

function named(name: string, args: Node[]): Node {
  if (name !== "prop") return { kind: "call", name, args };
  const [only] = args;
  if (args.length !== 1 || only?.kind !== "literal") throw new Error("prop() takes the name of one property");
  return { kind: "prop", name: String(only.value) };
}
