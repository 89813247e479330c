export type Token = { kind: "number" | "string" | "name" | "operator"; text: string };

const PATTERN =
  /\s+|(?<number>\d+(?:\.\d+)?)|"(?<string>(?:[^"\\]|\\.)*)"|(?<name>[A-Za-z_]\w*)|(?<operator>==|!=|>=|<=|&&|\|\||[-+*/%^()<>,.?:!])/gy;
const WORDS = ["and", "or", "not"];

/** @throws Error naming the character that fits nowhere. */
export function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of expression.matchAll(PATTERN)) {
    end = match.index + match[0].length;
    const [kind, text] = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined) ?? [];
    if (kind === undefined || text === undefined) continue;
    if (kind === "string") tokens.push({ kind, text: text.replace(/\\(.)/g, "$1") });
    else if (kind === "number") tokens.push({ kind, text });
    else tokens.push({ kind: kind === "name" && !WORDS.includes(text) ? "name" : "operator", text });
  }
  if (end < expression.length) throw new Error(`unexpected character ${expression[end]}`);
  return tokens;
}
