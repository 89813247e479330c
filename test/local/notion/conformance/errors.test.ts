import {
  APIErrorCode,
  type APIResponseError,
  Client,
  ClientErrorCode,
  isHTTPResponseError,
  isNotionClientError,
  LogLevel,
  UnknownHTTPResponseError,
} from "@notionhq/client";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BOT, openWorld, type World } from "../world.ts";

const NOBODY = "00000000-0000-4000-8000-000000000000";
let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

async function failureOf(work: Promise<unknown>): Promise<APIResponseError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!isNotionClientError(error)) throw new Error(`no error of Notion's client: ${String(error)}`);
  return error as APIResponseError;
}

describe("an error of the emulator, for the official client", () => {
  test("is its own, with code, status, message, request id and additional data", async () => {
    const error = await failureOf(world.notion.pages.retrieve({ page_id: NOBODY }));

    expect(isHTTPResponseError(error)).toBe(true);
    expect(error).toMatchObject({
      code: APIErrorCode.ObjectNotFound,
      status: 404,
      message: `Could not find page with ID: ${NOBODY}. Make sure the relevant pages and databases are shared with your integration "${BOT.name}".`,
      additional_data: { integration_id: BOT.id },
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test.each([
    ["unauthorized", () => world.as("ntn_wrong").users.me({})],
    ["validation_error", () => world.notion.pages.retrieve({ page_id: "AAA" })],
    ["validation_error", () => world.as("ntn_bot", "2021-01-01").users.me({})],
    ["invalid_request_url", () => world.notion.request({ path: "nowhere", method: "get" })],
    ["object_not_found", () => world.notion.blocks.retrieve({ block_id: NOBODY })],
    ["object_not_found", () => world.notion.dataSources.query({ data_source_id: NOBODY })],
  ])("has the code %s", async (code, call) => {
    expect((await failureOf(call())).code).toBe(code);
  });

  test("that the client does not know is told as an unknown answer", async () => {
    await world.notion.request({ path: "users", method: "get" });
    const response = await fetch(`${world.emulator.url}/v1/users/me`, {
      headers: { authorization: "Bearer ntn_bot" },
    });
    expect(await response.json()).toMatchObject({ status: 400, code: "missing_version" });

    await fail({ times: 1, status: 502 });
    const error = await failureOf(world.notion.users.me({}));
    expect(error).toBeInstanceOf(UnknownHTTPResponseError);
    expect(error.code).toBe(ClientErrorCode.ResponseError);
  });
});

describe("the client's retries", () => {
  const patient = () =>
    new Client({
      auth: "ntn_bot",
      baseUrl: world.emulator.url,
      logLevel: LogLevel.ERROR,
      retry: { maxRetries: 2, initialRetryDelayMs: 1, maxRetryDelayMs: 2 },
    });

  test.each([
    [429, "GET", 3],
    [429, "POST", 3],
    [529, "POST", 3],
    [500, "GET", 3],
    [500, "POST", 1],
    [503, "GET", 3],
    [503, "POST", 1],
    [504, "GET", 1],
    [409, "GET", 1],
  ])("after a %i of a %s make it %i tries", async (status, method, tries) => {
    const before = world.emulator.requests();
    await fail({ times: 10, status, ...(status === 429 && { retryAfter: 0 }) });
    const client = patient();
    const call = method === "GET" ? client.users.me({}) : client.search({});
    await failureOf(call);
    await fail({ times: 0, status: 500 });

    expect(world.emulator.requests() - before).toBe(tries);
  });

  test("are answered once the fault is over", async () => {
    await fail({ times: 2, status: 429, retryAfter: 0 });
    expect(await patient().users.me({})).toMatchObject({ object: "user", id: BOT.id });
  });

  test("learn from a 429 how long to wait and why", async () => {
    await fail({ times: 1, status: 429, retryAfter: 7 });
    const error = await failureOf(world.notion.users.me({}));
    expect(error).toMatchObject({
      code: APIErrorCode.RateLimited,
      additional_data: { rate_limit_reason: "public_api_request_rate_limit", retry_after: "7" },
    });
    expect(new Headers(error.headers as Headers).get("retry-after")).toBe("7");
  });
});

async function fail(body: { times: number; status: number; retryAfter?: number }): Promise<void> {
  const response = await fetch(`${world.emulator.url}/_admin/fail`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}
