import { Markup, markup, NOTHING } from "./markup.ts";

const longest = 140;
/** Invisible characters, so that nothing of the message follows in the preview. */
const filler = Markup.of("&#8199;&#65279;&#847; ".repeat(60));

/** What an inbox shows behind the subject, where it is not to be the message's own beginning. */
export function preheaderHtml(text: string | undefined): Markup {
  const line = text?.replace(/\s+/g, " ").trim() ?? "";
  if (line === "") return NOTHING;
  const cut = line.length > longest ? `${line.slice(0, longest - 1).trimEnd()}…` : line;
  return markup`<div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${cut}${filler}</div>\n`;
}
