import type { createWebHandler } from "../../functions/web/handler.ts";
import type { DeliverServices, PollServices } from "../../shared/ports.ts";
import type { MailDeskServices } from "../../shared/services/mail-desk-services.ts";
import type { Clock, ManualClock } from "../clock.ts";
import type { Parts } from "../parts.ts";
import type { Settings } from "../settings.ts";
import type { Poller } from "./poller.ts";
import type { Story } from "./story.ts";

/** What the page and the API look at. */
export type ConsoleParts = {
  settings: Settings;
  clock: Clock | ManualClock;
  parts: Parts;
  story: Story;
  poller: Poller;
  /** Answers links in mails, where they lead to the page's own port. */
  onWeb?: ReturnType<typeof createWebHandler>;
  mailDesk: MailDeskServices;
  services: PollServices & DeliverServices;
};
