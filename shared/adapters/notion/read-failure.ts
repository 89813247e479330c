import {
  type APIResponseError,
  ClientErrorCode,
  isHTTPResponseError,
  isNotionClientError,
  type UnknownHTTPResponseError,
} from "@notionhq/client";
import { type Json, record, text } from "./json.ts";
import { NotionFailure } from "./notion-failure.ts";

/** What the official client threw, or what came of reading its answer → what failed. The one place that knows its errors. */
export function readFailure(error: unknown): NotionFailure {
  if (error instanceof NotionFailure) return error;
  if (isHTTPResponseError(error)) return readAnswer(error);
  if (error instanceof SyntaxError) return new NotionFailure("garbled", error.message, { cause: error });
  if (isNotionClientError(error) && error.code !== ClientErrorCode.RequestTimeout) {
    // It refused to send what Notion would refuse: an id with dots in it.
    return new NotionFailure("answered", error.message, { status: 400, code: error.code, cause: error });
  }
  return new NotionFailure("lost", causeOf(error), { cause: error });
}

function readAnswer(error: APIResponseError | UnknownHTTPResponseError): NotionFailure {
  const { status } = error;
  const headers = new Headers(error.headers as Headers);
  const body = bodyOf(error.body);
  const additional = record(body.additional_data);
  const retryAfter = headers.get("retry-after") ?? additional.retry_after;
  const date = headers.get("date");
  // A proxy's or a hotel's own 404 tells nothing about a row.
  const isTelling = typeof body.code === "string" || status === 429 || status >= 500;
  return new NotionFailure(isTelling ? "answered" : "garbled", text(body.message) || error.message, {
    status,
    cause: error,
    ...(typeof body.code === "string" ? { code: body.code } : {}),
    ...(typeof additional.rate_limit_reason === "string" ? { reason: additional.rate_limit_reason } : {}),
    ...(typeof retryAfter === "string" ? { retryAfter } : {}),
    ...(date === null ? {} : { date }),
  });
}

function bodyOf(body: unknown): Json {
  try {
    return record(JSON.parse(String(body)));
  } catch {
    return {};
  }
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause as { code?: unknown; message?: unknown } | null | undefined;
  return String(cause?.code ?? cause?.message ?? error.message);
}
