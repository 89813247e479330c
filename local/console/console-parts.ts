import type { DeliverServices, PollServices } from "../../shared/ports.ts";
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
  services: PollServices & DeliverServices;
};
