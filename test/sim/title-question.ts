import type { TitlePart } from "../../shared/domain/checkpoint.ts";

/** Does a title answer every question of a part so? Case is not heeded, as in Notion's own search. */
export function isInPart(title: string, part: TitlePart): boolean {
  const folded = title.toLowerCase();
  return part.every((question) =>
    "letter" in question
      ? folded.includes(question.letter) === question.has
      : (folded === question.title.toLowerCase()) === question.has,
  );
}
