import { parseAddress } from "../address.ts";
import type { EnvelopeTemplate, RenderContext } from "../template/template.ts";
import { addressesIn } from "./recipients.ts";

/** Whom the mail of one row goes to beside To, and how. Addresses have passed the address grammar. */
export type Envelope = {
  cc: string[];
  bcc: string[];
  replyTo: string[];
  fromName?: string;
  isTogether: boolean;
  isThread: boolean;
};

/**
 * Fills an envelope in for one row. Copies and answers that the row names nobody for are left out; a wrong address stops the
 * mail, as it does in To.
 */
export function renderEnvelope(
  template: EnvelopeTemplate,
  context: RenderContext,
): { envelope: Envelope; problem?: undefined } | { problem: string; envelope?: undefined } {
  const found: Record<"cc" | "bcc" | "replyTo", string[]> = { cc: [], bcc: [], replyTo: [] };
  for (const field of ["cc", "bcc", "replyTo"] as const) {
    for (const written of addressesIn(template[field] ?? [], context)) {
      const { address, problem } = parseAddress(written);
      if (address === undefined)
        return { problem: `${field === "replyTo" ? "reply-to" : field}: ${problem}` };
      if (!found[field].includes(address)) found[field].push(address);
    }
  }
  return {
    envelope: {
      ...found,
      ...(template.fromName === undefined ? {} : { fromName: template.fromName }),
      isTogether: template.isTogether === true,
      isThread: template.isThread === true,
    },
  };
}
