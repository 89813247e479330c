import type { TitlePart, TitleQuestion } from "../../domain/checkpoint.ts";
import { type Row, rowTitle } from "../../domain/row.ts";

/** What titles are made of, whatever their language's letters: digits of numbered rows, and letters as they come. */
const mostQuestions = 40;
/** Where every title has the same letters and digits, their order differs. */
const mostLetters = 3;
/** Notion takes no text of any length in a filter; titles that are longer differ, if they do, in their letters. */
const longestTitle = 500;

/**
 * Halves a part of a minute that shows more rows than one query may: by the letters that about half of the titles shown
 * have, or else by the one title that they are. Has and has not leave no row out, which no range of titles could promise.
 * @returns its half that has it; `nextPart` leads to the other one. Undefined when there is nothing left to ask.
 */
export function splitPart(part: TitlePart, shown: readonly Row[]): TitlePart | undefined {
  if (part.length >= mostQuestions) return undefined;
  const titles = shown.map((row) => rowTitle(row));
  const question = dividingLetters(titles, part) ?? wholeTitle(titles, part);
  return question && [...part, question];
}

/** The part that comes after one that was read to its end; undefined when that was the last. */
export function nextPart(part: TitlePart): TitlePart | undefined {
  const last = part.findLastIndex((question) => question.has);
  if (last < 0) return undefined;
  return [...part.slice(0, last), { ...(part[last] as TitleQuestion), has: false }];
}

/** Case is folded: whether Notion's filter heeds it is not written anywhere, and either way the halves are complete. */
function dividingLetters(titles: readonly string[], part: TitlePart): TitleQuestion | undefined {
  const asked = new Set(part.map((question) => ("letter" in question ? question.letter : undefined)));
  const counts = new Map<string, number>();
  for (const title of titles) for (const letters of lettersOf(title)) bump(counts, letters);
  let best: string | undefined;
  let bestDistance = titles.length / 2;
  for (const [letters, count] of counts) {
    const distance = Math.abs(count - titles.length / 2);
    if (distance >= bestDistance || asked.has(letters)) continue;
    best = letters;
    bestDistance = distance;
  }
  return best === undefined ? undefined : { letter: best, has: true };
}

/** The letters and digits of a title, singly and as they follow each other, each once. */
function lettersOf(title: string): Set<string> {
  const found = new Set<string>();
  for (const word of title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    const letters = [...word];
    for (let length = 1; length <= mostLetters; length++)
      for (let at = 0; at + length <= letters.length; at++)
        found.add(letters.slice(at, at + length).join(""));
  }
  return found;
}

/** The title that most of those shown have: all others are in the half that has another one. */
function wholeTitle(titles: readonly string[], part: TitlePart): TitleQuestion | undefined {
  const asked = new Set(part.map((question) => ("title" in question ? fold(question.title) : undefined)));
  // Its half shows more than one query may, or Notion means something else by the same title: asking on does not end it.
  if (titles.some((title) => asked.has(fold(title)))) return undefined;
  const counts = new Map<string, number>();
  for (const title of titles) if (title.length <= longestTitle) bump(counts, title);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most && { title: most[0], has: true };
}

function bump(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function fold(title: string): string {
  return title.toLowerCase();
}
