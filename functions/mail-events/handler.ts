import middy from "@middy/core";
import { hearOfMail } from "../../shared/pipeline/deliver/hear-of-mail.ts";
import type { MailEventsServices } from "../../shared/ports.ts";

/**
 * Takes what SES tells of our mail through EventBridge. Input that is none of ours is logged and let go; only a table that
 * does not answer fails the run, which Lambda then repeats.
 */
export const createMailEventsHandler = (services: MailEventsServices) =>
  middy(async (event: unknown): Promise<void> => {
    await hearOfMail(services, event);
    await services.outbox.flush();
  });
