import { colors, contrastWithPaper } from "./colors.ts";

/** What can be told from its ground without reading it: a button, a line (WCAG 2.2, 1.4.11). */
const leastContrast = 3;

/** Reads `#2f6f4f`, `#2f6` or the name of one of Notion's colours. @returns `#rrggbb`, or what is wrong in a sentence. */
export function readAccent(written: string): { accent: string } | { problem: string } {
  const text = written.trim().toLowerCase();
  const named = Object.hasOwn(colors, text) ? colors[text]?.text : undefined;
  const accent = named ?? sixDigits(text);
  if (accent === undefined) {
    const names = Object.keys(colors).join(", ");
    return {
      problem: `accent is a colour like "#2f6f4f", or one of ${names}, and it says "${written.trim()}"`,
    };
  }
  if (contrastWithPaper(accent) >= leastContrast) return { accent };
  return {
    problem: `accent ${accent} is so light that a button of it can hardly be seen on white; take a darker one, like "${darker(accent)}"`,
  };
}

function sixDigits(text: string): string | undefined {
  const digits = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/.exec(text)?.[1];
  if (digits === undefined) return undefined;
  return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join("") : digits}`;
}

/** The same hue, as dark as it has to be. */
function darker(accent: string): string {
  let shade = accent;
  for (let part = 0.95; contrastWithPaper(shade) < leastContrast; part -= 0.05)
    shade = `#${[1, 3, 5].map((at) => scaled(accent.slice(at, at + 2), part)).join("")}`;
  return shade;
}

function scaled(digits: string, part: number): string {
  return Math.round(Number.parseInt(digits, 16) * part)
    .toString(16)
    .padStart(2, "0");
}
