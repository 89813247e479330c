// Written by `npm run generate` from the files in triggers/ and actions/.
import sendEmail from "../actions/send-email.ts";
import type { Action, Trigger } from "../define.ts";
import rowChanges from "../triggers/row-changes.ts";
import rowIsAdded from "../triggers/row-is-added.ts";
import rowStartsToMatch from "../triggers/row-starts-to-match.ts";

export const triggers: readonly Trigger[] = [rowChanges, rowIsAdded, rowStartsToMatch];
export const actions: readonly Action[] = [sendEmail];
