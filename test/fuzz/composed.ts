import { SESClient } from "@aws-sdk/client-ses";
import PostalMime, { type Email } from "postal-mime";
import { sesMailer } from "../../shared/adapters/ses-mailer.ts";
import type { Mail, Mailer } from "../../shared/ports.ts";

/** What went over the wire for one mail: whom SES is told to give it to, and the message as an independent parser reads it. */
export type Composed = { source: string; destinations: string[]; head: string; email: Email };

export const sender = { name: "Juniper and Oak", address: "bell@juniper.example" };

/** The mailer of production on a client whose requests end here instead of in a socket. */
export function composing(): { compose(mail: Mail): Promise<Composed> } {
  let sent = new URLSearchParams();
  const client = new SESClient({
    region: "us-east-1",
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
    maxAttempts: 1,
    requestHandler: {
      async handle({ body }: { body: string }) {
        const form = new URLSearchParams(body);
        const action = form.get("Action") ?? "";
        if (action === "SendRawEmail") sent = form;
        return { response: { statusCode: 200, headers: {}, body: answerTo(action) } };
      },
    } as never,
  });
  const clock = { now: () => new Date("2026-05-03T09:00:00Z") };
  const mailer: Mailer = sesMailer({ client, from: `${sender.name} <${sender.address}>`, clock });
  return {
    async compose(mail) {
      await mailer.send(mail);
      const raw = Buffer.from(sent.get("RawMessage.Data") ?? "", "base64");
      const text = raw.toString("latin1");
      return {
        source: sent.get("Source") ?? "",
        destinations: [...sent].flatMap(([name, value]) =>
          name.startsWith("Destinations.member.") ? [value] : [],
        ),
        head: text.slice(0, text.indexOf("\r\n\r\n")),
        email: await PostalMime.parse(raw),
      };
    },
  };
}

function answerTo(action: string): Buffer {
  const result = action === "SendRawEmail" ? "<MessageId>1</MessageId>" : "<Max24HourSend>-1</Max24HourSend>";
  return Buffer.from(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`);
}
