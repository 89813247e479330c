import type { Block } from "../block.ts";
import { renderText } from "../template/render-template.ts";
import type { RenderContext, Template } from "../template/template.ts";
import { runsRightToLeft } from "./direction.ts";
import { footerHtml, footerText } from "./footer.ts";
import { headerHtml } from "./header.ts";
import { headerLine } from "./header-line.ts";
import { styleOf } from "./look/style.ts";
import { preheaderHtml } from "./preheader.ts";
import { blocksHtml, blocksText } from "./render-blocks.ts";
import type { Setting, Taken } from "./setting.ts";
import { shell } from "./shell.ts";
import type { Theme } from "./theme.ts";

/** Lines of plain text: mail programs that show it break where they like beyond this (RFC 5322, 2.1.1). */
const textWidth = 76;

/** What a message is made of once its places are filled in: from here on nothing is a template. */
export type Filled = {
  body: readonly Block[];
  theme?: Theme | undefined;
  taken?: ReadonlyMap<string, Taken>;
  /** What inboxes show behind the subject, where it is not to be how the message begins. */
  preheader?: string | undefined;
};

/** `unsubscribe`: where its reader says no to more of them. */
export type Rendered = { subject: string; html: string; text: string; unsubscribe?: string };

/** The subject for one row. A mail without one looks like junk: the rule's name says at least what it is about. */
export function renderSubject(subject: Template, context: RenderContext): string {
  return headerLine(renderText(subject, context)) || headerLine(context.rule.name);
}

/** Renders a message as HTML and as plain text, from a body whose places are filled in. */
export function renderMessage(
  subject: string,
  context: RenderContext,
  { body, theme, taken = new Map(), preheader }: Filled,
): Rendered {
  const { locale } = context;
  const plain: Setting = { style: styleFor(false, theme), locale, taken };
  const written = blocksText(body, plain, textWidth);
  // An empty page is a short message: what it is about.
  const isEmpty = written === "" && blocksHtml(body, plain).isEmpty;
  const shown = isEmpty ? [{ type: "paragraph", text: [{ text: subject }], children: [] }] : body;
  const words = isEmpty ? subject : written;
  const isRtl = runsRightToLeft(locale, words || subject);
  const set = isRtl ? { ...plain, style: styleFor(true, theme) } : plain;
  const header = headerHtml(theme?.logo, set);
  const html = shell(
    {
      title: subject,
      language: locale ?? "en",
      // A logo's alternative text is no beginning of a letter.
      preheader: preheaderHtml(preheader ?? (header.isEmpty ? undefined : words.split("\n", 1)[0])),
      header,
      content: blocksHtml(shown, set),
      footer: footerHtml(context, theme, set),
    },
    set.style,
  );
  // `-- ` is where mail clients know that the signature begins.
  const text = `${words}\n\n-- \n${footerText(context, theme, set, textWidth)}\n`.trimStart();
  const { unsubscribe } = context;
  return { subject, html, text, ...(unsubscribe === undefined ? {} : { unsubscribe }) };
}

const styles = new Map<string, Setting["style"]>();

/** Styles are made once: a deployment has one theme, and few. */
function styleFor(isRtl: boolean, theme: Theme | undefined): Setting["style"] {
  const key = `${isRtl} ${theme?.accent ?? ""}`;
  const known = styles.get(key);
  if (known) return known;
  if (styles.size > 50) styles.clear();
  const style = styleOf({ isRtl, accent: theme?.accent });
  styles.set(key, style);
  return style;
}
