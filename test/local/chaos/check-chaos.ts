import { checkColumns } from "./check-columns.ts";
import { checkFirings } from "./check-firings.ts";
import { checkMails } from "./check-mails.ts";
import type { Outcome } from "./run-chaos.ts";

/** Says what is wrong with how a run went; nothing where all is well. */
export type Complain = (invariant: string, what: string) => void;

export function checkChaos(outcome: Outcome): string[] {
  const found: string[] = [];
  const complain: Complain = (invariant, what) => void found.push(`${invariant}: ${what}`);
  checkColumns(outcome, complain);
  checkFirings(outcome, complain);
  checkMails(outcome, complain);
  return found;
}
