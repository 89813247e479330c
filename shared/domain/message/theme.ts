import type { Block } from "../block.ts";

/** A picture of a message: of the web, or hosted by Notion, which signs its link for whoever asks for that block. */
export type Logo = { url?: string; hosted?: { block: string; name: string }; alt: string };

/** How a team's mails look, whatever rule sends them. Plain JSON: it is stored. `accent` is `#rrggbb`. */
export type Theme = {
  accent?: string;
  logo?: Logo;
  /** Stands below every message. */
  footer: Block[];
  /** The sender's postal address, as laws on commercial mail ask for it. */
  address?: string;
};
