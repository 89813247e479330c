import { look } from "./look/look.ts";
import { ground, type Style } from "./look/style.ts";
import { styleSheet } from "./look/style-sheet.ts";
import { Markup, markup } from "./markup.ts";

/** The parts of a mail that stand in its shell, from top to bottom. */
export type MailParts = {
  title: string;
  language: string;
  preheader: Markup;
  header: Markup;
  content: Markup;
  footer: Markup;
};

/** What stands around a message: the document, a page of 600 px that flows down to a phone. */
export function shell(
  { title, language, preheader, header, content, footer }: MailParts,
  style: Style,
): string {
  const direction = style.isRtl ? "rtl" : "ltr";
  return markup`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="x-apple-disable-message-reformatting">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<title>${title}</title>
<style>${Markup.of(styleSheet(content.toString()))}</style>
${OUTLOOK_STYLE}
</head>
<body class="page" style="margin:0;padding:0;background:${ground};-webkit-text-size-adjust:100%">
${preheader}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center"${look(style.page)}>
${OUTLOOK_OPEN}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;table-layout:fixed;border-collapse:separate">
<tr><td dir="${direction}" lang="${language}"${look(style.card)}>
${header}${content}</td></tr>
<tr><td dir="${direction}"${look(style.footer)}>${footer}</td></tr>
</table>${OUTLOOK_CLOSE}
</td></tr></table>
</body>
</html>
`.toString();
}

// Its Word engine gives tables within tables its own font.
const OUTLOOK_STYLE = Markup.of(
  "<!--[if mso]><style>td,th,p,li,h1,h2,h3,h4{font-family:'Segoe UI',Arial,sans-serif}</style><![endif]-->",
);
// Outlook's Word engine does not know max-width.
const OUTLOOK_OPEN = Markup.of(
  '<!--[if mso]><table role="presentation" width="600" align="center"><tr><td><![endif]-->',
);
const OUTLOOK_CLOSE = Markup.of("<!--[if mso]></td></tr></table><![endif]-->");
