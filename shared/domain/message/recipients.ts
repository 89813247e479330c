import { parseAddress } from "../address.ts";
import { isEmptyValue } from "../display.ts";
import { emailsOf, wordsOf } from "../emails.ts";
import { placeProperty, renderText } from "../template/render-template.ts";
import type { RenderContext, Template, TemplatePart, TemplatePlace } from "../template/template.ts";

const empty = "To is empty for this row";

/** SES takes 50 recipients a message; each in To gets one, so that more than that is rather a newsletter than a notice. */
const MAX_RECIPIENTS = 50;

type Recipients = { to: string[]; problem?: undefined } | { problem: string; to?: undefined };

/** The addresses To yields for one row, each once. A wrong one among them stops the message: who it was for is not known. */
export function recipients(to: Template, context: RenderContext): Recipients {
  const found = addressesIn(to, context);
  const addresses = new Map<string, string>();
  for (const candidate of found) {
    const parsed = parseAddress(candidate);
    if (parsed.address === undefined) return { problem: `To: ${parsed.problem}` };
    const known = parsed.address.toLowerCase();
    if (!addresses.has(known)) addresses.set(known, parsed.address);
  }
  if (addresses.size === 0) return { problem: whyEmpty(to, context) };
  if (addresses.size > MAX_RECIPIENTS) {
    return {
      problem: `To holds ${addresses.size} addresses for this row; a message can have ${MAX_RECIPIENTS}`,
    };
  }
  return { to: [...addresses.values()] };
}

/** Why a message would reach nobody for a row, or not be sent; undefined where it would. */
export function whyNobody(to: Template, context: RenderContext): string | undefined {
  return recipients(to, context).problem?.replace(`${empty}: `, "");
}

/** What a template of addresses yields for one row, each as it stands there: not yet checked. */
export function addressesIn(template: Template, context: RenderContext): string[] {
  return entries(template).flatMap((entry) => candidates(entry, context));
}

/**
 * What can be said about addresses before there is a row: there are none, or one that is written out is wrong.
 * @param where the column or option that they stand in.
 */
export function recipientProblem(to: Template, where = "To"): string | undefined {
  const written = entries(to);
  if (written.length === 0)
    return `${where} is empty; write an address or a column that holds one, like {{ Email }}`;
  const odd = to.find((part) => typeof part === "object" && ("mark" in part || isShaped(part)));
  if (odd !== undefined)
    return `${where} takes addresses as they are: a column may have | default "ada@example.com" behind it, and nothing else`;
  for (const entry of written) {
    if (entry.every((part) => typeof part === "string")) {
      const { problem } = parseAddress(entry.join(""));
      if (problem !== undefined) return where === "To" ? problem : `${where}: ${problem}`;
    }
  }
  return undefined;
}

/** To taken apart at the commas, semicolons and spaces its author typed; what rows hold takes no part in that. */
function entries(to: Template): TemplatePart[][] {
  const found: TemplatePart[][] = [[]];
  for (const part of to) {
    if (typeof part !== "string") {
      found.at(-1)?.push(part);
      continue;
    }
    const [glued = "", ...others] = part.split(/[,;\s]+/u);
    if (glued !== "") found.at(-1)?.push(glued);
    for (const other of others) found.push(other === "" ? [] : [other]);
  }
  return found.filter((entry) => entry.length > 0);
}

/** A place by itself takes every address of its cell; with text around it, `{{ Team }}@example.com`, it is one address. */
function candidates(entry: readonly TemplatePart[], context: RenderContext): string[] {
  const [only] = entry;
  if (entry.length === 1 && typeof only === "object" && !("mark" in only)) {
    const property = placeProperty(only, context);
    const own = property === undefined ? [] : emailsOf(property);
    return own.length > 0 ? own : wordsOf(defaultOf(only) ?? "");
  }
  return [renderText([...entry], context)];
}

function isShaped({ formats = [] }: TemplatePlace): boolean {
  return formats.some(({ as }) => as !== "default");
}

function defaultOf({ formats = [] }: TemplatePlace): string | undefined {
  const format = formats.find(({ as }) => as === "default");
  return format?.as === "default" ? format.text : undefined;
}

function whyEmpty(to: Template, context: RenderContext): string {
  const reasons = to.flatMap((part) => {
    const property = typeof part === "string" || "mark" in part ? undefined : placeProperty(part, context);
    if (property === undefined) return [];
    return [`"${property.name}" has no ${isEmptyValue(property) ? "value" : "e-mail address"}`];
  });
  return reasons.length === 0 ? empty : `${empty}: ${[...new Set(reasons)].join(" and ")}`;
}
