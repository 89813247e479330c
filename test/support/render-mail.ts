import type { RenderPorts } from "../../shared/define.ts";
import type { Block } from "../../shared/domain/block.ts";
import { fillBody } from "../../shared/domain/message/fill-body.ts";
import { recipients } from "../../shared/domain/message/recipients.ts";
import { renderMessage, renderSubject } from "../../shared/domain/message/render-message.ts";
import type { Taken } from "../../shared/domain/message/setting.ts";
import type { Theme } from "../../shared/domain/message/theme.ts";
import type { MessageTemplate, RenderContext } from "../../shared/domain/template/template.ts";

export type RenderedMail = { to: string[]; subject: string; html: string; text: string };

type With = { page?: Block[]; theme?: Theme; taken?: ReadonlyMap<string, Taken> };

/** A rule's mail for one row, with nothing looked up. @throws Error where To yields nobody. */
export function renderMail(
  template: MessageTemplate,
  context: RenderContext,
  { page, ...rest }: With = {},
): RenderedMail {
  const { to, problem } = recipients(template.to, context);
  if (to === undefined) throw new Error(problem);
  const body = fillBody(template.body, context, page);
  return { to, ...renderMessage(renderSubject(template.subject, context), context, { body, ...rest }) };
}

/** For actions that look nothing up: no theme, no page, and every file is too much. */
export const noPorts: RenderPorts = {
  page: async () => undefined,
  theme: async () => undefined,
  fetchFile: () => Promise.reject(new Error("no file is wanted here")),
};

/** For services of a world in which no file is wanted. */
export const noFiles = { read: () => Promise.reject(new Error("no file is wanted here")) };
