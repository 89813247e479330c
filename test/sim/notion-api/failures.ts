import { NotionFailure } from "../../../shared/adapters/notion/notion-failure.ts";
import type { FaultKind } from "../fault-kinds.ts";

type Failures = [kind: FaultKind, make: (now: number) => NotionFailure][];

const answered =
  (status: number, details: { retryAfter?: string; reason?: string } = {}) =>
  (now: number) =>
    new NotionFailure("answered", `simulated ${status}`, { status, date: httpDate(now), ...details });

/** Answers that refuse before anything is done. */
export const refusals: Failures = [
  ["429, wait a second", answered(429, { retryAfter: "1" })],
  ["429, wait a minute", answered(429, { retryAfter: "60", reason: "public_api_request_rate_limit" })],
  ["429, wait ten minutes", answered(429, { retryAfter: "600", reason: "workspace_rate_limit" })],
  ["429 without a hint", answered(429)],
  ["429 until a date", (now) => answered(429, { retryAfter: httpDate(now + 20_000) })(now)],
  ["429 with a garbled hint", answered(429, { retryAfter: "soon, -1;" })],
  ["529", answered(529, { retryAfter: "5" })],
  ["500", answered(500)],
  ["502", answered(502)],
  ["503", answered(503)],
  ["504", answered(504)],
  ["409", answered(409)],
];

export const down = answered(503);
export const notFound = answered(404);
export const refusedCursor = answered(400);
/** Its message may quote what was to be written. */
export const refusedWrite = (content: string) =>
  new NotionFailure("answered", `body failed validation: ${content.slice(0, 20)}`, { status: 400 });
export const lost = () => new NotionFailure("lost", "ETIMEDOUT");
export const cut = () => new NotionFailure("garbled", "Unexpected end of JSON input");
export const webPage = () => new NotionFailure("garbled", "Unexpected token '<'", { status: 403 });

export const overLimit = (now: number) =>
  answered(429, {
    retryAfter: String(60 - (Math.floor(now / 1000) % 60)),
    reason: "public_api_request_rate_limit",
  })(now);

function httpDate(time: number): string {
  return new Date(time).toUTCString();
}
