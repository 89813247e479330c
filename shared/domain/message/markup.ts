/** HTML in which all text has been escaped: made by `markup`, or from a constant by `Markup.of`. */
export class Markup {
  readonly #html: string;

  private constructor(html: string) {
    this.#html = html;
  }

  /** @param html a literal of the source code; never anything from a rule or a row. */
  static of(html: string): Markup {
    return new Markup(html);
  }

  static join(parts: readonly Markup[]): Markup {
    let html = "";
    for (const part of parts) html += part.#html;
    return new Markup(html);
  }

  toString(): string {
    return this.#html;
  }

  get isEmpty(): boolean {
    return this.#html === "";
  }
}

export const NOTHING = Markup.of("");

type Content = Markup | string | number | undefined | readonly Content[];

/**
 * Tags a template literal as HTML: every string put in is escaped, for text and for attributes in double quotes; only
 * markup goes in as it is. So an element or attribute can come from the literal parts alone.
 */
export function markup(literals: TemplateStringsArray, ...contents: Content[]): Markup {
  let html = literals[0] ?? "";
  for (let at = 0; at < contents.length; at++) html += source(contents[at]) + (literals[at + 1] ?? "");
  return Markup.of(html);
}

function source(content: Content): string {
  if (content instanceof Markup) return content.toString();
  if (Array.isArray(content)) return content.map(source).join("");
  return content === undefined ? "" : escapeText(String(content));
}

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
// Control characters are not allowed in HTML, and some mail clients stop at a NUL.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
const unsafe = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f&<>"]/g;

function escapeText(text: string): string {
  return text.toWellFormed().replace(unsafe, (character) => ENTITIES[character] ?? "");
}
