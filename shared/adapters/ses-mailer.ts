import { type SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { parseSender } from "../domain/address.ts";
import { PermanentError } from "../domain/errors.ts";
import type { Clock, Mailer } from "../ports.ts";
import { composeMime } from "./compose-mime.ts";
import { deliveryTag, deliveryTagName } from "./delivery-tag.ts";
import { sesProblem } from "./ses-problem.ts";

/**
 * Sends through SES as raw MIME, with the envelope given apart so that it never depends on how headers are read.
 * @param options.client with `maxAttempts: 1`: a repeat after a lost answer would be a second mail.
 * @param options.from `Rowbell <bell@example.com>` of a verified identity.
 * @throws Error when `from` is not a sender.
 */
export function sesMailer(options: {
  client: SESClient;
  from: string;
  configurationSet?: string | undefined;
  clock: Clock;
}): Mailer {
  const from = parseSender(options.from);
  return {
    async send(mail) {
      const data = await compose(mail, from, options.clock.now());
      const command = new SendRawEmailCommand({
        Source: from.address,
        Destinations: mail.to,
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
