import type { Block } from "../block.ts";
import type { RenderContext } from "../template/template.ts";
import { headerLine } from "./header-line.ts";
import { type Rendered, renderMessage } from "./render-message.ts";

/** Says at the top of a mail that it is a test, and of what. */
export function notice(intro: string): Block {
  return { type: "callout", icon: "🔔", color: "yellow_background", text: [{ text: intro }], children: [] };
}

export function testSubject(subject: string): string {
  return headerLine(`Test: ${subject}`);
}

/** The mail for a test of a rule that sends none: what it would have done, in words. */
export function describingMail(context: RenderContext, intro: string, said: string): Rendered {
  const body: Block[] = [notice(intro), { type: "paragraph", text: [{ text: said }], children: [] }];
  return renderMessage(testSubject(context.rule.name), context, { body });
}
