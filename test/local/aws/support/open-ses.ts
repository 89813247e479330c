import { SESClient, SendRawEmailCommand, type SendRawEmailCommandInput } from "@aws-sdk/client-ses";
import MailComposer from "nodemailer/lib/mail-composer/index.js";
import type Mail from "nodemailer/lib/mailer/index.js";
import { onTestFinished } from "vitest";
import { type SesOptions, startSesEmulator } from "../../../../local/aws/ses/emulator.ts";
import { type ManualClock, manualClock } from "../../../../local/clock.ts";

/** An emulator and its SDK client, which tries once only unless told otherwise. */
export async function openSes(options: Partial<SesOptions> & { maxAttempts?: number } = {}) {
  const { maxAttempts = 1, ...rest } = options;
  const clock = listenedTo(manualClock(new Date("2026-03-01T12:00:00Z")));
  const ses = await startSesEmulator({ port: 0, dataFile: ":memory:", clock, ...rest });
  onTestFinished(() => ses.close());
  const client = clientOf(ses.url, maxAttempts);
  /** Sends a plain mail from sender@ to ada@example.com, but for what is given. */
  const send = (mime: string | Uint8Array = MIME, more: Partial<SendRawEmailCommandInput> = {}) =>
    client.send(sendCommand(mime, more));
  return { ses, client, clock, send };
}

/** Tells how many wait for the clock to move. */
function listenedTo(clock: ManualClock): ManualClock & { waiting(): number } {
  let count = 0;
  const subscribe = (listener: () => void) => {
    count += 1;
    const stop = clock.subscribe(listener);
    return () => {
      count -= 1;
      stop();
    };
  };
  return { ...clock, subscribe, waiting: () => count };
}

/** Sends the plain mail to an emulator elsewhere. */
export const sendTo = (url: string, more: Partial<SendRawEmailCommandInput> = {}) =>
  clientOf(url, 1).send(sendCommand(MIME, more));

function clientOf(endpoint: string, maxAttempts: number): SESClient {
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new SESClient({ endpoint, region: "us-east-1", credentials, maxAttempts });
  onTestFinished(() => client.destroy());
  return client;
}

function sendCommand(
  mime: string | Uint8Array,
  more: Partial<SendRawEmailCommandInput>,
): SendRawEmailCommand {
  return new SendRawEmailCommand({
    Source: "sender@example.com",
    Destinations: ["ada@example.com"],
    RawMessage: { Data: typeof mime === "string" ? Buffer.from(mime) : mime },
    ...more,
  });
}

export const MIME = "From: sender@example.com\r\nTo: ada@example.com\r\nSubject: Hello\r\n\r\nHello, Ada\r\n";

export const compose = (mail: Mail.Options): Promise<Buffer> => new MailComposer(mail).compile().build();
