import type { Block } from "./block.ts";
import type { Cell } from "./cell.ts";
import type { ChangeLine, Delivery, DeliveryState } from "./delivery.ts";
import { describeTrouble, isTrouble } from "./mail-event.ts";
import type { RunColumnIds } from "./runs-database.ts";
import { cut } from "./words.ts";

/** A delivery that is on its way has a line only when it was to be tried again. */
const lineStates: Record<DeliveryState, string> = {
  done: "Done",
  "dry run": "Dry run",
  held: "Held",
  pending: "Trying again",
  sending: "Trying again",
  failed: "Failed",
  uncertain: "Uncertain",
  "passed on": "Passed on",
  suppressed: "Suppressed",
  cancelled: "Cancelled",
};

/** What the State of a line says. */
export function lineState({ state, mail }: Delivery): string {
  const cameBack = mail?.state === "bounced" || mail?.state === "rejected";
  return state === "done" && cameBack ? "Bounced" : lineStates[state];
}

/** Titles are read in a table; notes and changes may be as long as a cell takes. */
const longestTitle = 200;
const longestText = 1_900;

/**
 * The line of a delivery in the Runs database, by property id. The tick of *Try again* goes: it answered an older state.
 * @param isRule its rule's row is still there, to be linked to.
 */
export function lineOf(delivery: Delivery, ids: RunColumnIds, isRule: boolean): Record<string, Cell> {
  const { key, ruleId, ruleName, rowTitle, rowUrl } = delivery;
  return {
    [ids.Run]: { type: "title", text: cut(`${ruleName} – ${rowTitle || "Untitled"}`, longestTitle) },
    [ids.State]: { type: "select", name: lineState(delivery) },
    ...(isRule ? { [ids.Rule]: { type: "relation", ids: [ruleId] } } : {}),
    ...(rowUrl === "" ? {} : { [ids.Row]: { type: "url", text: rowUrl } }),
    [ids["What changed"]]: { type: "rich_text", text: whatChanged(delivery) },
    [ids.When]: { type: "date", start: whenOf(delivery) },
    [ids.Note]: { type: "rich_text", text: lineNote(delivery) },
    [ids["Try again"]]: { type: "checkbox", checked: false },
    [ids.Delivery]: { type: "rich_text", text: key },
  };
}

/** When it came to where it is, an ISO time. */
function whenOf({ settledAt, seenAt }: Delivery): string {
  return settledAt ?? seenAt;
}

function whatChanged({ op, changes }: Delivery): string {
  if (op === "create") return "The row was added";
  if (op === "delete") return "The row was removed";
  if (op === "time") return "Its time came";
  return cut(changes.map(changeText).join("\n"), longestText);
}

function changeText({ column, before, after }: ChangeLine): string {
  return `${column}: ${before || "empty"} → ${after || "empty"}`;
}

/** What was done, or why not, in a sentence or two. */
export function lineNote(delivery: Delivery): string {
  const { state, possibleDuplicate, recipient, lastError = "" } = delivery;
  const whom = recipient === undefined || state === "done" || state === "dry run" ? "" : `For ${recipient}: `;
  const twice = possibleDuplicate ? " It was sent again, so it may have come twice." : "";
  return cut(`${whom}${saidOf(delivery, state, sentence(lastError))}${twice}`, longestText);
}

function saidOf(delivery: Delivery, state: DeliveryState, error: string): string {
  switch (state) {
    case "done":
      return `${sentence(doneText(delivery, ["Sent", "Did:"]))}${troubleOf(delivery)}${notesOf(delivery)}`;
    case "dry run":
      return `${sentence(doneText(delivery, ["Would have sent", "Would have"]))}${notesOf(delivery)}`;
    case "held":
      return "Waits at the rule's brake. Tick Release or Discard in the rule's row.";
    case "pending":
    case "sending":
      return `On its way once more.${error === "" ? "" : ` Before: ${error}`}`;
    case "passed on":
      return "It went to each of its recipients by itself: each has a line.";
    case "failed":
    case "uncertain":
      return `${error} Tick Try again to have it ${state === "failed" ? "tried" : "sent"} once more.`;
    default:
      return error;
  }
}

/** What the provider told of it since, where that is nothing good. */
function troubleOf({ mail, recipient, result }: Delivery): string {
  if (!mail || !isTrouble(mail)) return "";
  return ` ${sentence(describeTrouble(mail, recipient ?? result?.preview?.to ?? "the address"))}`;
}

/** What the mail lacks or may suffer from. */
function notesOf({ result }: Delivery): string {
  return (result?.notes ?? [])
    .map((note) => ` ${sentence(note.slice(0, 1).toUpperCase() + note.slice(1))}`)
    .join("");
}

/** @param verbs for a mail, and for what is done to a row. */
function doneText({ result }: Delivery, [sent, did]: [sent: string, did: string]): string {
  const preview = result?.preview;
  if (!preview) return sent;
  return preview.to === "" ? `${did} ${preview.subject}` : `${sent} “${preview.subject}” to ${preview.to}`;
}

/** The message as its reader got it, or would have got it: the page of a line. None where there is none. */
export function linePage({ state, result }: Delivery): Block[] {
  const preview = result?.preview;
  if (!preview || preview.text.trim() === "") return [];
  const paragraph = (name: string, text: string): Block => ({
    type: "paragraph",
    text: [{ text: name, bold: true }, { text }],
    children: [],
  });
  const lead = state === "dry run" ? "This mail would have been sent" : "This mail was sent";
  return [
    { type: "paragraph", text: [{ text: `${lead}:` }], children: [] },
    paragraph("To: ", preview.to),
    paragraph("Subject: ", preview.subject),
    // One block however long it is: free workspaces count them.
    { type: "quote", text: [{ text: preview.text.trim() }], children: [] },
  ];
}

function sentence(text: string): string {
  return text === "" || /[.!?…]$/.test(text) ? text : `${text}.`;
}
