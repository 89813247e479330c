import { SENDING_SCHEMA } from "./account/account-sending.ts";
import { SET_SCHEMA } from "./account/configuration-sets.ts";
import { IDENTITY_SCHEMA } from "./account/identities.ts";
import { QUOTA_SCHEMA } from "./account/quota.ts";
import { SUPPRESSION_SCHEMA } from "./account/suppression-list.ts";
import { EVENT_SCHEMA } from "./events/event-bus.ts";
import { HAPPENING_SCHEMA } from "./events/happenings.ts";
import { LINE_SCHEMA } from "./mails/mail-lines.ts";
import { MAIL_SCHEMA } from "./mails/mail-store.ts";

/** Everything the emulator keeps, in one file. */
export const SCHEMA = [
  MAIL_SCHEMA,
  LINE_SCHEMA,
  HAPPENING_SCHEMA,
  EVENT_SCHEMA,
  IDENTITY_SCHEMA,
  SET_SCHEMA,
  SENDING_SCHEMA,
  QUOTA_SCHEMA,
  SUPPRESSION_SCHEMA,
].join("\n");
