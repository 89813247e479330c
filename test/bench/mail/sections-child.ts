import type { Block } from "../../../shared/domain/block.ts";
import { styleOf } from "../../../shared/domain/message/look/style.ts";
import { blocksHtml, blocksText } from "../../../shared/domain/message/render-blocks.ts";

/** Below Gmail's clip, with the shell around it. */
const mostBytes = 90_000;

/** Renders a section for each of so many rows into one mail until that is full, and prints its peak memory. */
const rows = Number(process.argv[2]);
const set = { style: styleOf({ isRtl: false }), locale: undefined, taken: new Map() };
let html = "";
let text = "";
let shown = 0;
for (let row = 0; row < rows; row++) {
  const blocks = sectionOf(row);
  const section = blocksHtml(blocks, set).toString();
  const words = blocksText(blocks, set, 76);
  if (html.length + section.length > mostBytes) continue;
  html += section;
  text += `${words}\n\n`;
  shown++;
}
const mb = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ mb, shown, bytes: html.length + text.length }));

function sectionOf(row: number): Block[] {
  const line = (type: string, words: string): Block => ({ type, text: [{ text: words }], children: [] });
  return [
    line("heading_3", `Order ${row}`),
    line("paragraph", `It was shipped to customer ${row}, and costs €${row}.`),
    line("bulleted_list_item", "packed by Rosa"),
  ];
}
