import { type Delivery, parseDeliveryKey } from "../domain/delivery.ts";
import type { Timer } from "../domain/timer.ts";
import type { Key } from "./table.ts";

/** Where each thing lives in the table. Ids contain no `#`; times are ISO, UTC, so that they sort as text. */
export const keys = {
  lease: (connectionId: string): Key => ({ pk: `CONNECTION#${connectionId}`, sk: "LEASE" }),
  budget: (connectionId: string): Key => ({ pk: `CONNECTION#${connectionId}`, sk: "BUDGET" }),
  rulesBinding: (connectionId: string): Key => ({ pk: `CONNECTION#${connectionId}`, sk: "RULES" }),
  ruleHead: (connectionId: string, ruleId: string): Key => ({
    pk: `CONNECTION#${connectionId}`,
    sk: `RULE#${ruleId}`,
  }),
  ruleStats: (connectionId: string, ruleId: string): Key => ({
    pk: `CONNECTION#${connectionId}`,
    sk: `STATS#${ruleId}`,
  }),
  ruleVersion: (ruleId: string, version: number): Key => ({
    pk: `RULE#${ruleId}`,
    sk: `VERSION#${padded(version)}`,
  }),
  checkpoint: (sourceId: string): Key => ({ pk: `SOURCE#${sourceId}`, sk: "CHECKPOINT" }),
  schema: (sourceId: string): Key => ({ pk: `SOURCE#${sourceId}`, sk: "SCHEMA" }),
  brakes: (sourceId: string): Key => ({ pk: `SOURCE#${sourceId}`, sk: "BRAKES" }),
  tally: (sourceId: string): Key => ({ pk: `SOURCE#${sourceId}`, sk: "TALLY" }),
  candidates: (sourceId: string, chunk: number): Key => ({
    pk: `SOURCE#${sourceId}`,
    sk: `CANDIDATES#${padded(chunk)}`,
  }),
  snapshot: (rowId: string): Key => ({ pk: `ROW#${rowId}`, sk: "SNAPSHOT" }),
  relatedPage: (pageId: string): Key => ({ pk: `PAGE#${pageId}`, sk: "RELATED" }),
  ownWrites: (rowId: string): Key => ({ pk: `ROW#${rowId}`, sk: "OWN" }),
  delivery: (rowId: string, ruleId: string, revision: number, part?: string): Key => ({
    pk: `ROW#${rowId}`,
    sk: `DELIVERY#${ruleId}#${padded(revision)}${part === undefined ? "" : `#${part}`}`,
  }),
  manifest: (rowId: string, revision: number, part: number): Key => ({
    pk: `ROW#${rowId}`,
    sk: `MANIFEST#${padded(revision)}#${padded(part)}`,
  }),
  /** Ends in the address, which may hold any sign. */
  suppressed: (connectionId: string, address: string): Key => ({
    pk: `ADDRESS#${address}`,
    sk: `SUPPRESSED#${connectionId}`,
  }),
  digestMember: (
    { rowId, ruleId, revision }: Pick<Delivery, "rowId" | "ruleId" | "revision">,
    seenAt: string,
    key: string,
  ): Key => ({
    pk: `ROW#${rowId}`,
    sk: `MEMBER#${ruleId}#${padded(revision)}#${seenAt}${key === "" ? "" : `#${key}`}`,
  }),
  mailCount: (ruleId: string, recipientHash: string, day: string): Key => ({
    pk: `RULE#${ruleId}`,
    sk: `MAILS#${recipientHash}#${day}`,
  }),
  timer: ({ sourceId, at, ruleId, rowId }: Timer): Key => ({
    pk: `TIMERS#${sourceId}`,
    sk: `${at}#${ruleId}#${rowId ?? "-"}`,
  }),
};

/** Where the delivery of a key lives. @throws Error on text that is not a delivery key. */
export function deliveryPlace(key: string): Key {
  const { rowId, ruleId, revision, part } = parseDeliveryKey(key);
  return keys.delivery(rowId, ruleId, revision, part);
}

/** Sort keys compare as text. */
export function padded(count: number): string {
  return String(count).padStart(10, "0");
}

/** The parts of a key, without their names. */
export function partsOf(key: string): string[] {
  return key.split("#").slice(1);
}
