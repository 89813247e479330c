import type { Block } from "../block.ts";
import type { RenderContext } from "../template/template.ts";
import { footerHtml, footerText } from "./footer.ts";
import { headerLine } from "./header-line.ts";
import { blocksHtml, blocksText } from "./render-blocks.ts";
import type { Message } from "./render-message.ts";
import { shell } from "./shell.ts";

/** Says at the top of a mail that it is a test, and of what. */
export function notice(intro: string): Block {
  return { type: "callout", icon: "🔔", color: "yellow_background", text: [{ text: intro }], children: [] };
}

export function testSubject(subject: string): string {
  return headerLine(`Test: ${subject}`);
}

/** The mail for a test of a rule that sends none: what it would have done, in words. */
export function describingMail(context: RenderContext, intro: string, said: string): Omit<Message, "to"> {
  const subject = testSubject(context.rule.name);
  const body: Block[] = [notice(intro), { type: "paragraph", text: [{ text: said }], children: [] }];
  return {
    subject,
    html: shell({
      title: subject,
      language: "en",
      content: blocksHtml(body),
      footer: footerHtml(context),
    }),
    text: `${blocksText(body)}\n\n-- \n${footerText(context)}\n`,
  };
}
