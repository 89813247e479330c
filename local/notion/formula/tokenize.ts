export type Token = { kind: "number" | "string" | "name" | "operator"; text: string };

const PATTERN =
  /\s+|\/\*[\s\S]*?\*\/|(?<number>\d+(?:\.\d+)?|\.\d+)|"(?<string>(?:[^"\\]|\\.)*)"|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<operator>==|!=|>=|<=|&&|\|\||[-+*/%^()[\]<>,.?:!])/guy;
const WORDS = ["and", "or", "not"];

/** @throws Error naming the character that fits nowhere. */
export function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  let end = 0;
  for (const match of expression.matchAll(PATTERN)) {
    end = match.index + match[0].length;
    const [kind, text] = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined) ?? [];
    if (kind === undefined || text === undefined) continue;
    if (kind === "string") tokens.push({ kind, text: unescaped(text) });
    else if (kind === "number") tokens.push({ kind, text });
    else tokens.push({ kind: kind === "name" && !WORDS.includes(text) ? "name" : "operator", text });
  }
  if (end < expression.length) throw new Error(`unexpected character ${expression[end]}`);
  return tokens;
}

/** `\n` and `\t` are what they are in most languages; any other character stands for itself. */
function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, character: string) => ({ n: "\n", t: "\t" })[character] ?? character);
}
