import { fold } from "../words.ts";

/**
 * The row of a Rules database that says how its mails look. It is offered in Then beside the actions and is none: it fires
 * for nothing, and its page is not a message.
 */
export const mailStyle = {
  label: "Style mails",
  help: "No rule: its page says how all mails look. The first picture is the logo, what else is there stands below each mail. All other columns stay empty.",
  options: {
    accent: "`accent: #2f6f4f`, `accent: green`, the colour of buttons and quotes",
    address: "`address: Ada's Bakery, 1 Mill Lane, Leeds`, the postal address below each mail",
  },
} as const;

/** @param action what Then says. */
export function isMailStyle(action: string): boolean {
  return fold(action) === fold(mailStyle.label);
}
