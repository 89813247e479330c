import { look } from "./look.ts";
import { Markup, markup } from "./markup.ts";
import { STYLE_SHEET } from "./style-sheet.ts";
import { ink, theme } from "./theme.ts";

/** What stands around a message: the document, a page of 600 px that flows down to a phone, the footer. */
export function shell(mail: { title: string; language: string; content: Markup; footer: Markup }): string {
  return markup`<!doctype html>
<html lang="${mail.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="x-apple-disable-message-reformatting">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<title>${mail.title}</title>
<style>${Markup.of(STYLE_SHEET)}</style>
</head>
<body class="page" style="margin:0;padding:0;background:${ink.page};-webkit-text-size-adjust:100%">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center"${look(theme.page)}>
${OUTLOOK_OPEN}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;border-collapse:separate">
<tr><td dir="auto"${look(theme.card)}>
${mail.content}</td></tr>
<tr><td dir="auto"${look(theme.footer)}>${mail.footer}</td></tr>
</table>${OUTLOOK_CLOSE}
</td></tr></table>
</body>
</html>
`.toString();
}

// Outlook's Word engine does not know max-width.
const OUTLOOK_OPEN = Markup.of(
  '<!--[if mso]><table role="presentation" width="600" align="center"><tr><td><![endif]-->',
);
const OUTLOOK_CLOSE = Markup.of("<!--[if mso]></td></tr></table><![endif]-->");
