// Written by `npm run generate` from the files in triggers/ and actions/.
import sendEmail, { runner as sendEmailRunner } from "../actions/send-email.ts";
import updateRow, { runner as updateRowRunner } from "../actions/update-row.ts";
import type { Action, Runner, Trigger } from "../define.ts";
import dateIsReached from "../triggers/date-is-reached.ts";
import onASchedule from "../triggers/on-a-schedule.ts";
import rowChanges from "../triggers/row-changes.ts";
import rowIsAdded from "../triggers/row-is-added.ts";
import rowIsRemoved from "../triggers/row-is-removed.ts";
import rowStartsToMatch from "../triggers/row-starts-to-match.ts";

export const triggers: readonly Trigger[] = [dateIsReached, onASchedule, rowChanges, rowIsAdded, rowIsRemoved, rowStartsToMatch];
export const actions: readonly Action[] = [sendEmail, updateRow];
export const runners: readonly Runner[] = [sendEmailRunner, updateRowRunner];
