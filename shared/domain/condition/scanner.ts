import { cut, straighten } from "../words.ts";

type Named = { name: string };
type Found<T> = { item: T; end: number };

const longestQuote = 40;

/** Reads a line of an author's language from left to right. Case does not matter; spaces between words may be any number. */
export class Scanner {
  readonly #text: string;
  readonly #lower: string;
  /** Names are looked for at many places: each is taken apart once. */
  readonly #words = new Map<string, readonly string[]>();
  #at = 0;

  constructor(text: string) {
    this.#text = plain(text);
    this.#lower = lowered(this.#text);
  }

  atEnd(): boolean {
    return this.mark() >= this.#text.length;
  }

  /** Skips spaces. @returns the place, to come back to with `reset` or to look back from with `since`. */
  mark(): number {
    while (this.#text[this.#at] === " ") this.#at++;
    return this.#at;
  }

  reset(mark: number): void {
    this.#at = mark;
  }

  since(mark: number): string {
    return this.#text.slice(mark, this.#at).trim();
  }

  /** The beginning of what is still to be read, to be shown. */
  rest(): string {
    return cut(this.#text.slice(this.mark()).trimEnd(), longestQuote);
  }

  /** `after "Priority is"`, or `at the beginning`: points at the words already read. */
  where(): string {
    const before = Array.from(this.#text.slice(0, this.#at).trim());
    if (before.length === 0) return "at the beginning";
    return `after "${before.length > longestQuote ? "…" : ""}${before.slice(-longestQuote).join("")}"`;
  }

  take(symbol: string): boolean {
    if (!this.#text.startsWith(symbol, this.mark())) return false;
    this.#at += symbol.length;
    return true;
  }

  /** Takes one or more words, or a symbol, if the text goes on with them and the word ends there. */
  takeWord(words: string): boolean {
    const end = this.#endOfWord(words, this.mark());
    if (end === undefined) return false;
    this.#at = end;
    return true;
  }

  /** The name that the text goes on with, if one of the `next` words or the end follows it. */
  peekName<T extends Named>(named: readonly T[], next: readonly string[]): T | undefined {
    return this.#find(named, (end) => this.#startsOne(next, end))?.item;
  }

  /**
   * Takes the longest of the names that the text goes on with, bare or in quotes; the one spelled exactly so where two
   * differ by case only; and one that a `next` word or the end follows before all others.
   */
  takeName<T extends Named>(named: readonly T[], next: readonly string[]): T | undefined {
    const found = this.#find(named, (end) => this.#startsOne(next, end)) ?? this.#find(named, () => true);
    if (found) this.#at = found.end;
    return found?.item;
  }

  /** Takes one of the known values, if the value ends there: it may hold words of the grammar. */
  takeKnown(known: readonly string[], ends: readonly string[]): string | undefined {
    const named = known.map((name) => ({ name }));
    const found = this.#find(named, (end) => this.#endsValue(end, ends));
    if (found) this.#at = found.end;
    return found?.item.name;
  }

  /** Takes what stands in quotes. A single quote ends only before no letter: `'It's late'`. */
  takeQuoted(): string | undefined {
    const start = this.mark();
    const quote = this.#text[start];
    if (quote !== '"' && quote !== "'") return undefined;
    let end = this.#text.indexOf(quote, start + 1);
    while (quote === "'" && end >= 0 && isWordy(this.#text[end + 1] ?? ""))
      end = this.#text.indexOf(quote, end + 1);
    if (end < 0) return undefined;
    this.#at = end + 1;
    return this.#text.slice(start + 1, end);
  }

  /** Takes what a pattern of small letters finds just here. */
  takeMatch(pattern: RegExp): RegExpExecArray | undefined {
    const sticky = new RegExp(pattern, "uy");
    sticky.lastIndex = this.mark();
    const match = sticky.exec(this.#lower) ?? undefined;
    if (match) this.#at = sticky.lastIndex;
    return match;
  }

  /** Takes everything up to a word or symbol that ends a value, or the end. Parentheses that open in it close in it. */
  takeText(ends: readonly string[]): string {
    const start = this.mark();
    while (this.#at < this.#text.length && !this.#endsValue(this.#at, ends))
      this.#at = (this.#text[this.#at] === "(" && this.#closing(this.#at)) || this.#at + 1;
    return this.since(start);
  }

  /** Takes everything up to one of the words, wherever it begins, or the end. */
  until(words: readonly string[]): string {
    const start = this.mark();
    while (this.#at < this.#text.length && !words.some((word) => this.#startsWord(word, this.#at)))
      this.#at = (this.#text[this.#at] === "(" && this.#closing(this.#at)) || this.#at + 1;
    return this.since(start);
  }

  #find<T extends Named>(named: readonly T[], accepts: (end: number) => boolean): Found<T> | undefined {
    const start = this.mark();
    let found: (Found<T> & { exact: boolean }) | undefined;
    for (const item of named) {
      const end = this.#match(item.name, start) ?? this.#matchQuoted(item.name, start);
      if (end === undefined || !this.#isBoundary(end) || end < (found?.end ?? 0)) continue;
      const exact = this.#text.slice(start, end).includes(plain(item.name));
      if (end === found?.end && (found.exact || !exact)) continue;
      if (accepts(end)) found = { item, end, exact };
    }
    return found;
  }

  #matchQuoted(name: string, from: number): number | undefined {
    const quote = this.#text[from];
    if (quote !== '"' && quote !== "'") return undefined;
    const end = this.#match(name, this.#afterSpaces(from + 1));
    if (end === undefined) return undefined;
    const close = this.#afterSpaces(end);
    return this.#text[close] === quote ? close + 1 : undefined;
  }

  /** Where `words` end if they stand at `from`, whatever their case and however wide their spaces. */
  #match(words: string, from: number): number | undefined {
    let at = from;
    for (const word of this.#wordsOf(words)) {
      const start = at === from ? at : this.#afterSpaces(at);
      if ((at !== from && start === at) || !this.#lower.startsWith(word, start)) return undefined;
      at = start + word.length;
    }
    return at > from ? at : undefined;
  }

  #wordsOf(text: string): readonly string[] {
    const known = this.#words.get(text);
    if (known) return known;
    const words = lowered(plain(text)).trim().split(/ +/);
    this.#words.set(text, words);
    return words;
  }

  #endOfWord(word: string, at: number): number | undefined {
    const end = this.#match(word, at);
    return end !== undefined && (!isWordy(word) || this.#isBoundary(end)) ? end : undefined;
  }

  #startsWord(word: string, at: number): boolean {
    if (this.#endOfWord(word, at) === undefined) return false;
    return !isWordy(word) || at === 0 || !isWordy(this.#text[at - 1] ?? "");
  }

  #startsOne(words: readonly string[], from: number): boolean {
    const at = this.#afterSpaces(from);
    return at >= this.#text.length || words.some((word) => this.#startsWord(word, at));
  }

  /** A word ends a value only after a space: there is no end in "rock-and-roll". */
  #endsValue(at: number, ends: readonly string[]): boolean {
    const next = this.#afterSpaces(at);
    if (next >= this.#text.length) return true;
    const spaced = this.#text[next - 1] === " ";
    return ends.some((word) => (spaced || !isWordy(word)) && this.#startsWord(word, next));
  }

  /** The place after the parenthesis that closes the one at `open`, or 0. */
  #closing(open: number): number {
    let depth = 0;
    for (let at = open; at < this.#text.length; at++) {
      if (this.#text[at] === "(") depth++;
      else if (this.#text[at] === ")" && --depth === 0) return at + 1;
    }
    return 0;
  }

  #isBoundary(end: number): boolean {
    return end >= this.#text.length || !isWordy(this.#text[end] ?? "") || !isWordy(this.#text[end - 1] ?? "");
  }

  #afterSpaces(from: number): number {
    let at = from;
    while (this.#text[at] === " ") at++;
    return at;
  }
}

/** Marks belong to the letter before them: many scripts write vowels so. */
function isWordy(text: string): boolean {
  return /[\p{L}\p{M}\p{N}_]/u.test(text);
}

/** Signs, spaces and letters that are what they are: most names, and nothing to be done for them but their case. */
const simple = /^[ -_a-~]*$/;

function plain(text: string): string {
  if (simple.test(text)) return text;
  return straighten(text.normalize("NFC"));
}

/** Letter by letter, and only where it keeps the length ("İ" does not), so that places in both texts are the same. */
function lowered(text: string): string {
  if (simple.test(text)) return text.toLowerCase();
  return Array.from(text, (letter) => {
    const lower = letter.toLowerCase();
    return lower.length === letter.length ? lower : letter;
  }).join("");
}
