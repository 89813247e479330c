import mjml2html from "mjml";
import { letter } from "./letter.ts";

const { title, greeting, points, button, header, rows, callout, closing, footer, colors } = letter;
const text = (words: string) => words.replaceAll("&", "&amp;");

/** The letter in MJML as its documentation writes one; plain text comes not with it. */
export async function mjmlMail(order: string): Promise<string> {
  const line = `border-bottom:1px solid ${colors.line};padding:9px 0`;
  const cells = (row: readonly string[], tag: string) =>
    `<tr>${row.map((cell) => `<${tag} style="${line}" align="left">${text(cell)}</${tag}>`).join("")}</tr>`;
  const { html } = await mjml2html(`<mjml lang="en"><mj-head><mj-title>${title}</mj-title>
<mj-attributes><mj-all font-family="Helvetica, Arial, sans-serif"/><mj-text font-size="16px" line-height="1.6"/></mj-attributes></mj-head>
<mj-body background-color="${colors.page}"><mj-section background-color="#ffffff" padding="44px 48px"><mj-column>
<mj-text font-size="27px" font-weight="700">${title}</mj-text>
<mj-text>${text(greeting)}</mj-text><mj-text>${order}</mj-text>
<mj-text><ul>${points.map((point) => `<li>${text(point)}</li>`).join("")}</ul></mj-text>
<mj-button href="${button.url}" background-color="${colors.accent}" align="left" border-radius="8px">${button.words}</mj-button>
<mj-table>${cells(header, "th")}${rows.map((row) => cells(row, "td")).join("")}</mj-table>
<mj-text container-background-color="${colors.fill}" padding="14px 18px">📦 ${callout}</mj-text>
<mj-text>${text(closing)}</mj-text></mj-column></mj-section>
<mj-section><mj-column><mj-text font-size="13px" color="${colors.muted}">${text(footer)}</mj-text></mj-column></mj-section></mj-body></mjml>`);
  return html;
}
