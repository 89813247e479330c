import { toPredicate } from "../condition/predicate.ts";
import type { RenderContext, TemplateMark } from "./template.ts";

/** Follows the marks of a template while it is filled in: is what stands here to be shown? */
export class Gate {
  readonly #context: RenderContext;
  readonly #open: boolean[] = [];

  constructor(context: RenderContext) {
    this.#context = context;
  }

  get isOpen(): boolean {
    return !this.#open.includes(false);
  }

  pass(mark: TemplateMark): void {
    if (mark.mark === "end") this.#open.pop();
    else if (mark.mark === "else") this.#open.push(!(this.#open.pop() ?? false));
    else this.#open.push(isMet(mark, this.#context));
  }
}

function isMet(
  { condition }: TemplateMark & { mark: "if" },
  { values, seenAt, timeZone }: RenderContext,
): boolean {
  const past = { before: { properties: values.before }, changed: [] };
  return toPredicate(condition, timeZone)({ properties: values.after }, seenAt, past);
}
