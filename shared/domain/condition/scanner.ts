import { straighten } from "../words.ts";

/** Reads a condition's text from left to right. Case does not matter; spaces between words may be any number. */
export class Scanner {
  readonly #text: string;
  readonly #lower: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    // Lower case only where it keeps the length ("İ" does not), so that places in both texts are the same.
    this.#lower = Array.from(text, (letter) => {
      const lower = letter.toLowerCase();
      return lower.length === letter.length ? lower : letter;
    }).join("");
  }

  atEnd(): boolean {
    this.#skipSpace();
    return this.#at >= this.#text.length;
  }

  mark(): number {
    this.#skipSpace();
    return this.#at;
  }

  since(mark: number): string {
    return this.#text.slice(mark, this.#at).trim();
  }

  rest(): string {
    this.#skipSpace();
    const rest = this.#text.slice(this.#at);
    return rest.length > 40 ? `${rest.slice(0, 40)}…` : rest;
  }

  /** `after "Priority is"`, or `at the beginning`: points at the words already read. */
  where(): string {
    const before = this.#text.slice(0, this.#at).trim();
    if (before === "") return "at the beginning";
    return `after "${before.length > 40 ? `…${before.slice(-40)}` : before}"`;
  }

  take(symbol: string): boolean {
    this.#skipSpace();
    if (!this.#text.startsWith(symbol, this.#at)) return false;
    this.#at += symbol.length;
    return true;
  }

  /** Takes one or more words, or a symbol, if the text goes on with them and the word ends there. */
  takeWord(words: string): boolean {
    const end = this.#matchFolded(words, this.mark());
    if (end === undefined || (isWordy(words) && !this.#isBoundary(end))) return false;
    this.#at = end;
    return true;
  }

  peekName(named: readonly { name: string }[]): boolean {
    return this.#longestName(named) !== undefined;
  }

  /** Takes the longest of the names that the text goes on with, or one in quotes. */
  takeName<T extends { name: string }>(named: readonly T[]): T | undefined {
    const found = this.#longestName(named);
    if (found) this.#at = found.end;
    return found?.item;
  }

  /** Takes a value: in quotes, one of the known names, or everything up to and, or, a closing parenthesis or the end. */
  takeValue(known: readonly string[]): string {
    const quoted = this.takeQuoted();
    if (quoted !== undefined) return quoted;
    const found = this.#longestName(known.map((name) => ({ name })));
    if (found && this.#endsValue(found.end)) {
      this.#at = found.end;
      return found.item.name;
    }
    const start = this.mark();
    while (this.#at < this.#text.length && !this.#endsValue(this.#at)) this.#at++;
    return this.since(start);
  }

  takeQuoted(): string | undefined {
    const start = this.mark();
    const quote = this.#text[start];
    if (quote !== '"') return undefined;
    const end = this.#text.indexOf(quote, start + 1);
    if (end < 0) return undefined;
    this.#at = end + 1;
    return this.#text.slice(start + 1, end);
  }

  /** Takes everything up to one of the words, or the end. */
  until(words: readonly string[]): string {
    const start = this.mark();
    while (this.#at < this.#text.length && !words.some((word) => this.#startsWord(word, this.#at)))
      this.#at++;
    return this.since(start);
  }

  #longestName<T extends { name: string }>(named: readonly T[]): { item: T; end: number } | undefined {
    const start = this.mark();
    let found: { item: T; end: number } | undefined;
    for (const item of named) {
      const end = this.#matchFolded(item.name, start) ?? this.#matchQuoted(item.name, start);
      if (end !== undefined && this.#isBoundary(end) && end > (found?.end ?? start)) found = { item, end };
    }
    return found;
  }

  #matchQuoted(name: string, from: number): number | undefined {
    if (this.#text[from] !== '"') return undefined;
    const end = this.#matchFolded(name, from + 1);
    return end !== undefined && this.#text[end] === '"' ? end + 1 : undefined;
  }

  /** Where `words` end if they stand at `from`, whatever their case and however wide their spaces. */
  #matchFolded(words: string, from: number): number | undefined {
    let at = from;
    for (const word of straighten(words).toLowerCase().split(/ +/)) {
      while (at > from && this.#text[at] === " ") at++;
      if (!this.#lower.startsWith(word, at)) return undefined;
      at += word.length;
    }
    return at > from ? at : undefined;
  }

  #endsValue(at: number): boolean {
    let next = at;
    while (this.#text[next] === " ") next++;
    if (next >= this.#text.length || this.#text[next] === ")") return true;
    return next > at && (this.#startsWord("and", next) || this.#startsWord("or", next));
  }

  #startsWord(word: string, at: number): boolean {
    const end = this.#matchFolded(word, at);
    if (end === undefined) return false;
    return !isWordy(word) || (this.#isBoundary(end) && (at === 0 || !isWordy(this.#text[at - 1] ?? "")));
  }

  #isBoundary(end: number): boolean {
    return end >= this.#text.length || !isWordy(this.#text[end] ?? "") || !isWordy(this.#text[end - 1] ?? "");
  }

  #skipSpace(): void {
    while (this.#text[this.#at] === " ") this.#at++;
  }
}

function isWordy(text: string): boolean {
  return /[\p{L}\p{N}_]/u.test(text);
}
