import type { TitlePart } from "../../domain/checkpoint.ts";
import { PermanentError } from "../../domain/errors.ts";
import { type Row, rowTitle } from "../../domain/row.ts";

/** What titles are made of, whatever their language's letters: digits of numbered rows, and letters as they come. */
const mostQuestions = 40;

/**
 * Halves a part of a minute that shows more rows than one query may: by the letter that about half of the titles shown have.
 * Contains and does not contain leave no row out, which no range of titles could promise.
 * @returns its half that has the letter; `nextPart` leads to the other one.
 * @throws PermanentError when the titles do not differ.
 */
export function splitPart(part: TitlePart, shown: readonly Row[], sourceName: string): TitlePart {
  const letter = dividingLetter(shown.map(rowTitle), new Set(part.map((question) => question.letter)));
  if (letter === undefined || part.length >= mostQuestions) {
    throw new PermanentError(
      `more than 10,000 rows of ${sourceName} share one minute and one title; Notion does not show the rest of them`,
    );
  }
  return [...part, { letter, has: true }];
}

/** The part that comes after one that was read to its end; undefined when that was the last. */
export function nextPart(part: TitlePart): TitlePart | undefined {
  const last = part.findLastIndex((question) => question.has);
  if (last < 0) return undefined;
  const { letter } = part[last] as TitlePart[number];
  return [...part.slice(0, last), { letter, has: false }];
}

/** Case is folded: whether Notion's filter heeds it is not written anywhere, and either way the halves are complete. */
function dividingLetter(titles: readonly string[], asked: ReadonlySet<string>): string | undefined {
  const counts = new Map<string, number>();
  for (const title of titles) {
    for (const letter of new Set(title.toLowerCase())) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  }
  let best: string | undefined;
  let bestDistance = titles.length / 2;
  for (const [letter, count] of counts) {
    const distance = Math.abs(count - titles.length / 2);
    if (distance >= bestDistance || asked.has(letter) || !/[\p{L}\p{N}]/u.test(letter)) continue;
    best = letter;
    bestDistance = distance;
  }
  return best;
}
