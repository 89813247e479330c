import { anyLetters } from "./any-letters.ts";
import { aColumn, anOption, aSource } from "./builders.ts";
import { fc } from "./fast-check.ts";

export const oddNames = [
  "Name",
  "Not sure",
  "Due or paid",
  "Is it",
  "Is it new",
  "(net)",
  "=",
  "状態",
  "🎁",
  'A "b" c',
];
export const oddOptions = ["Done", "Not yet", "Now or never", "R&D and more", "(x)", "> 5", "Empty-ish"];
/** Columns and options that hold the words of the language. */
export const oddSource = aSource({
  columns: [
    ...oddNames.map((name) => aColumn(name, "rich_text")),
    aColumn("Total", "number"),
    aColumn("Paid", "checkbox"),
    aColumn("Due", "date"),
    aColumn("Score", "formula"),
    aColumn("Status", "status", { options: oddOptions.map(anOption) }),
  ],
});

/** Texts made of the language's own pieces find more than letters at random. */
export const anySentence = fc.oneof(
  anyLetters(200),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          ...oddNames,
          ...oddOptions,
          "Total",
          "Paid",
          "Due",
          "Score",
          "Status",
          "not",
          "(",
          ")",
          "and",
          "or",
          "is",
          "is not",
          "is empty",
          "contains",
          "starts with",
          "is between",
          "was",
          "did not contain",
          "changed",
          "today",
          "the next 7 days",
          "1,000",
          "3 May 2026",
          "<",
          ">=",
          '"',
          "'",
          "“",
          "5",
          "checked",
          "\u00a0",
          "x",
        ),
        fc.string({ maxLength: 4 }),
      ),
      { maxLength: 60 },
    )
    .map((pieces) => pieces.join(" ")),
  fc
    .constantFrom("(", "not ", '"', "'", " ", "is ", "\u0301", "Total > 5 and ", "Name is (")
    .map((piece) => piece.repeat(300).slice(0, 2_000)),
);
