/** Words of plain letters with one space between them: most cells, and nothing to be done for them but their case. */
const plainWords = /^[!-~]+(?: [!-~]+)*$/;

/**
 * Text as people type it, made comparable: no-break and other spaces become one space, smart quotes straight, case is
 * folded, and composed and decomposed letters are the same.
 */
export function fold(text: string): string {
  if (plainWords.test(text)) return text.toLowerCase();
  return straighten(text).replace(/\s+/gu, " ").trim().toLowerCase().normalize("NFC");
}

/** Smart quotes to straight ones, every kind of space and hyphen to the plain one; keeps each character's place. */
export function straighten(text: string): string {
  return text
    .replace(/[“”„‟«»]/gu, '"')
    .replace(/[‘’‚‛´`ʼ]/gu, "'")
    .replace(/[‐‑]/gu, "-")
    .replace(/[\s\u00a0\u2007\u202f]/gu, " ");
}

/** At most `longest` UTF-16 units, ending in `…` when something is left out. Never half a character: Notion refuses it. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
