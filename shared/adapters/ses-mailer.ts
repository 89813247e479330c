import { type SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { parseSender } from "../domain/address.ts";
import { PermanentError } from "../domain/errors.ts";
import type { Clock, Mailer } from "../ports.ts";
import { composeMime } from "./compose-mime.ts";
import { deliveryTag, deliveryTagName } from "./delivery-tag.ts";
import { sesProblem } from "./ses-problem.ts";
import { sesQuota } from "./ses-quota.ts";

/** SES's own limit for one message. */
const mostDestinations = 50;

/**
 * Sends through SES as raw MIME, with the envelope given apart so that it never depends on how headers are read.
 * @param options.client with `maxAttempts: 1`: a repeat after a lost answer would be a second mail.
 * @param options.recipientDomains the only ones that mail goes to, with what is below them; every one where left out.
 * @param options.from `Rowbell <bell@example.com>` of a verified identity.
 * @throws Error when `from` is not a sender.
 */
export function sesMailer(options: {
  client: SESClient;
  from: string;
  configurationSet?: string | undefined;
  recipientDomains?: readonly string[] | undefined;
  clock: Clock;
}): Mailer {
  const from = parseSender(options.from);
  const takeRoom = sesQuota(options.client, options.clock);
  return {
    async send(mail) {
      const destinations = each([...mail.to, ...(mail.cc ?? []), ...(mail.bcc ?? [])]);
      if (destinations.length > mostDestinations)
        throw new PermanentError(
          `the mail has ${destinations.length} recipients with its copies; SES takes ${mostDestinations}`,
        );
      for (const address of destinations) refuseForeign(address, options.recipientDomains);
      await takeRoom(destinations.length);
      const data = await compose(mail, from, options.clock.now());
      const command = new SendRawEmailCommand({
        Source: from.address,
        Destinations: destinations,
        RawMessage: { Data: data },
        ConfigurationSetName: options.configurationSet,
        Tags: [{ Name: deliveryTagName, Value: deliveryTag(mail.key) }],
      });
      try {
        const { MessageId } = await options.client.send(command);
        return MessageId ?? "";
      } catch (error) {
        throw sesProblem(error);
      }
    },
  };
}

/** Whoever is named twice, in letters of another size too, gets it once. */
function each(addresses: readonly string[]): string[] {
  const known = new Map<string, string>();
  for (const address of addresses) {
    const same = address.toLowerCase();
    if (!known.has(same)) known.set(same, address);
  }
  return [...known.values()];
}

/** On exactly the text that SES gets, after Punycode: nothing can come between this look and the send. */
function refuseForeign(address: string, domains: readonly string[] | undefined): void {
  if (!domains || domains.length === 0) return;
  const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
  if (domains.some((allowed) => domain === allowed || domain.endsWith(`.${allowed}`))) return;
  throw new PermanentError(
    `this Rowbell may mail only to ${domains.join(", ")}, and "${address}" is elsewhere; whoever runs it can add its domain`,
  );
}

/** Nothing was sent yet, whatever goes wrong here. */
async function compose(...given: Parameters<typeof composeMime>): ReturnType<typeof composeMime> {
  try {
    return await composeMime(...given);
  } catch (error) {
    throw new PermanentError("the mail could not be put together; that is a fault of Rowbell's", {
      cause: error,
    });
  }
}
