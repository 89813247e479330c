import { markup } from "../message/markup.ts";
import { page } from "./page.ts";

const language = "en";

/** What the form says, beside what mail clients say by themselves (RFC 8058). */
export type UnsubscribeScope = "rule" | "all";

/** Asks once more: scanners and previews open links too, and must not decide for anybody. */
export function askPage(address: string, ruleName: string | undefined): string {
  const these = ruleName === undefined ? "mail like this" : `“${ruleName}”`;
  return page(
    language,
    "Unsubscribe?",
    markup`<p>What should no longer be sent to <b>${address}</b>?</p>
<form method="post"><input type="hidden" name="scope" value="rule"><button>Only ${these}<small>Other mail from this team still comes.</small></button></form>
<form method="post"><input type="hidden" name="scope" value="all"><button>All mail from this team<small>Everything it sends with Rowbell, confirmations included.</small></button></form>
<p><small>If you close this page, nothing changes.</small></p>`,
  );
}

export function donePage(address: string, ruleName: string | undefined, scope: UnsubscribeScope): string {
  const what =
    scope === "all" ? "mail from this team" : ruleName === undefined ? "mail like that" : `“${ruleName}”`;
  return page(
    language,
    "Unsubscribed",
    markup`<p><b>${address}</b> gets no more ${what}. A mail that was just being sent may still arrive.</p>
<p>Was that a mistake? Reply to the mail and ask the team to put you back.</p>`,
  );
}

export function unknownLinkPage(): string {
  return page(
    language,
    "This link does not work",
    markup`<p>It is not complete, or not one of ours. Please open it from the mail again, or copy all of it; it may run over several lines.</p>`,
  );
}

export function notUnderstoodPage(): string {
  return page(
    language,
    "That was not understood",
    markup`<p>Nothing was changed. Please open the link from the mail again.</p>`,
  );
}

export function notNowPage(): string {
  return page(
    language,
    "Please try again",
    markup`<p>That did not work just now, and nothing was changed. Please try again in a minute.</p>`,
  );
}
