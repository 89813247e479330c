import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { notionConnection } from "../../../shared/adapters/notion/workspace.ts";
import { NotFoundError, PermanentError, TransientError } from "../../../shared/domain/errors.ts";
import { anError, CANARY, EMPTY_LIST, scriptedNotion } from "./scripted-notion.ts";

/** What a call throws; its text, causes included, holds no token. */
async function thrown(call: Promise<unknown>): Promise<Error> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Error)) throw new Error("nothing was thrown");
  expect(inspect(error, { depth: 10 })).not.toContain(CANARY);
  return error;
}

const nothingIsLost = "while reading a database. Nothing is lost: the next poll reads it again.";

describe("a call to Notion that fails for a moment", () => {
  it("is repeated when it is a query, which the client's own retry never does", async () => {
    const { query, seen, waits } = await scriptedNotion(anError(503, "service_unavailable"), EMPTY_LIST);
    expect((await query()).rows).toEqual([]);
    expect(seen.map(({ method }) => method)).toEqual(["POST", "POST"]);
    expect(waits).toEqual([400]);
  });

  it.each([
    ["409", anError(409, "conflict_error")],
    ["500", anError(500, "internal_server_error")],
    [
      "502 with a page of HTML",
      { status: 502, headers: { "content-type": "text/html" }, body: "<html>Bad gateway" },
    ],
    ["503 with an unknown code", anError(503, "database_connection_unavailable")],
    ["504", anError(504, "gateway_timeout")],
    ["520 by what stands before Notion", { status: 520, body: "error code: 520" }],
  ])(
    "is repeated after %s, longer apart each time, and then left to the next poll",
    async (status, answer) => {
      const { query, seen, waits } = await scriptedNotion(answer);
      const error = await thrown(query());
      expect(error).toBeInstanceOf(TransientError);
      expect(error.message).toContain(`Notion answered ${status.slice(0, 3)}`);
      expect(error.message).toContain(nothingIsLost);
      expect(seen).toHaveLength(4);
      expect(waits).toEqual([400, 800, 1600]);
    },
  );

  it.each([
    ["an answer that breaks off", { body: '{"object":"list","results":[{"object":"pa' }],
    ["a page of HTML", { body: "<!doctype html><title>Sign in to the hotel</title>" }],
    ["an empty object", { body: {} }],
    ["a list without its rows", { body: { object: "list", next_cursor: null } }],
    ["null", { body: "null" }],
  ])("takes %s for no list of rows", async (_, answer) => {
    const { query, waits } = await scriptedNotion(answer);
    const error = await thrown(query());
    expect(error).toBeInstanceOf(TransientError);
    expect(error.message).toBe(
      `Notion sent an answer that was cut short or is none of its own ${nothingIsLost}`,
    );
    expect(waits).toHaveLength(3);
  });

  it("goes on after a connection that broke off", async () => {
    const { query, waits } = await scriptedNotion(
      (response) => response.socket?.destroy(),
      (response) => {
        response.writeHead(200, { "content-length": "1000" }).write('{"object":');
        setTimeout(() => response.destroy(), 10);
      },
      EMPTY_LIST,
    );
    expect((await query()).rows).toEqual([]);
    expect(waits).toEqual([400, 800]);
  });

  it("is given up when nobody listens", async () => {
    const { query, close, waits } = await scriptedNotion(EMPTY_LIST);
    await close();
    const error = await thrown(query());
    expect(error).toBeInstanceOf(TransientError);
    expect(error.message).toBe(`Notion can't be reached (ECONNREFUSED) ${nothingIsLost}`);
    expect(waits).toHaveLength(3);
  });

  it("ends its time for an answer that does not come, or not to its end", async () => {
    const { query, seen } = await scriptedNotion(
      () => {},
      (response) => response.writeHead(200).write('{"object":'),
      () => {},
    );
    const error = await thrown(query());
    expect(error).toBeInstanceOf(TransientError);
    expect(error.message).toContain("Notion can't be reached (The operation was aborted due to timeout)");
    expect(seen).toHaveLength(4);
  });
});

describe("Notion's wish to wait", () => {
  const limited = (headers: Record<string, string>) => anError(429, "rate_limited", { headers });

  it("is followed to the second", async () => {
    const { query, waits } = await scriptedNotion(
      limited({ "retry-after": "1" }),
      limited({ "retry-after": "0" }),
      EMPTY_LIST,
    );
    await query();
    expect(waits).toEqual([1100, 100]);
  });

  it("may be a date, measured by the answer's own", async () => {
    const { query, waits } = await scriptedNotion(
      limited({ "retry-after": "Sun, 01 Mar 2026 10:00:07 GMT", date: "Sun, 01 Mar 2026 10:00:02 GMT" }),
      EMPTY_LIST,
    );
    await query();
    expect(waits).toEqual([5100]);
  });

  it("is read from the answer's body where its header is lost", async () => {
    const data = { rate_limit_reason: "public_api_endpoint_rate_limit", retry_after: "2" };
    const { query, waits } = await scriptedNotion(anError(529, "service_overload", { data }), EMPTY_LIST);
    await query();
    expect(waits).toEqual([2100]);
  });

  it.each(["soon", "-1", "Sun, 01 Mar 2026 10:00:07 GMT"])(
    "is taken for ten seconds, then for more, when it is %j",
    async (wish) => {
      const { query, seen, waits } = await scriptedNotion(
        limited({ "retry-after": wish, date: "Sun, 01 Mar 2026 10:00:09 GMT" }),
      );
      expect(await thrown(query())).toBeInstanceOf(TransientError);
      expect([seen.length, waits]).toEqual([2, [10_100]]);
    },
  );

  it("is handed up when it is longer than a run can wait", async () => {
    const { query, seen, waits } = await scriptedNotion(limited({ "retry-after": "3600" }));
    const error = await thrown(query());
    expect(error).toMatchObject({ name: "TransientError", retryAfterMs: 3_600_000 });
    expect(error.message).toBe(`Notion answered 429 (it asks Rowbell to slow down) ${nothingIsLost}`);
    expect([seen.length, waits]).toEqual([1, []]);
  });

  it("does not end a block", async () => {
    const { query, seen } = await scriptedNotion(
      anError(429, "rate_limited", { data: { rate_limit_reason: "public_api_request_blocked" } }),
    );
    const error = await thrown(query());
    expect(error).toBeInstanceOf(PermanentError);
    expect(error.message).toBe(
      "Notion has blocked the requests of this connection; ask Notion's support why",
    );
    expect(seen).toHaveLength(1);
  });
});

describe("a call that Notion refuses", () => {
  it.each([
    [401, "unauthorized", /^Notion refuses the token\. Make a new one under notion\.so\/my-integrations/],
    [403, "restricted_resource", /^Notion does not let Rowbell use a database; give its connection read and/],
    [400, "validation_error", /^Notion refused a database: Notion's words for validation_error\.$/],
    [400, "missing_version", /^Notion refused a database: /],
  ])("is not repeated, and says why: %i %s", async (status, code, words) => {
    const { query, seen } = await scriptedNotion(anError(status, code));
    const error = await thrown(query());
    expect(error).toBeInstanceOf(PermanentError);
    expect(error).not.toBeInstanceOf(NotFoundError);
    expect(error.message).toMatch(words);
    expect(seen).toHaveLength(1);
  });

  it("may not be refused by Notion at all: the 404 of a proxy tells nothing of a row", async () => {
    const page = { status: 404, headers: { "content-type": "text/html" }, body: "<h1>Not found</h1>" };
    const { workspace } = await scriptedNotion(page);
    const error = await thrown(workspace.row("00000000-0000-4000-8000-000000000002"));
    expect(error).toBeInstanceOf(TransientError);
    expect(error.message).toContain("is none of its own");
  });

  it("may be one that the client does not send", async () => {
    const { workspace, seen } = await scriptedNotion(EMPTY_LIST);
    const error = await thrown(workspace.row("../users"));
    expect(error).toBeInstanceOf(PermanentError);
    expect(error.message).toContain('Notion refused a row: Request path "pages/../users"');
    expect(seen).toHaveLength(0);
  });

  it("may be for something that is not shared", async () => {
    const { workspace, query, seen } = await scriptedNotion(anError(404, "object_not_found"));
    const error = await thrown(query());
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error.message).toBe("Notion does not find a database, or it is not shared with Rowbell");
    expect(await workspace.row("00000000-0000-4000-8000-000000000002")).toBeUndefined();
    expect(seen).toHaveLength(2);
  });
});

describe("the token", () => {
  it("is sent, and nowhere else to be seen", async () => {
    const { query, seen, workspace } = await scriptedNotion(EMPTY_LIST);
    await query();
    expect(seen[0]?.headers).toMatchObject({
      authorization: `Bearer ${CANARY}`,
      "notion-version": "2026-03-11",
    });
    expect(workspace.requests()).toBe(1);
  });

  it.each(["", `${CANARY}…`, `${CANARY}\n2`, ` ${CANARY}`])(
    "is refused unsent when it cannot be one: %j",
    (token) => {
      const open = () => notionConnection({ token, baseUrl: undefined, pause: async () => {} });
      expect(open).toThrow(PermanentError);
      expect(open).toThrow(/^the Notion token is empty or holds a space.*; copy it anew from \S+$/);
    },
  );
});
