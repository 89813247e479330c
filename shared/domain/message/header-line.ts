const MAX_LENGTH = 250;

/**
 * Text as it may stand in a header: one line, without control characters, without the bidirectional marks that can make a
 * subject read as something else, and without encoded words, which mail programs would decode into anything.
 */
export function headerLine(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f]/g, "")
    .replace(/[\p{Cc}\s]+/gu, " ")
    .trim();
  return withoutEncodedWords(cut(line));
}

function cut(line: string): string {
  const characters = [...line];
  if (characters.length <= MAX_LENGTH) return line;
  const kept = characters.slice(0, MAX_LENGTH - 1).join("");
  return `${kept.trimEnd()}…`;
}

/** RFC 2047: `=?utf-8?Q?…?=`, which the composer leaves as it is where all of it is ASCII. */
function withoutEncodedWords(line: string): string {
  return line.replace(/=\?(?=.*\?=)/g, "= ?");
}
