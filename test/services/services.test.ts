import { describe, expect, it, onTestFinished } from "vitest";
import { startSecrets } from "../../local/aws/secrets.ts";
import { manualClock } from "../../local/clock.ts";
import { createDeadLetterServices } from "../../shared/services/dead-letter-services.ts";
import { createDeliverServices } from "../../shared/services/deliver-services.ts";
import { createMailEventsServices } from "../../shared/services/mail-events-services.ts";
import { createPollServices } from "../../shared/services/poll-services.ts";

const poll = {
  ROWBELL_TABLE: "rowbell",
  ROWBELL_RULES: "https://app.notion.com/p/Rules-0123456789abcdef0123456789abcdef?v=1",
  ROWBELL_NOTION_SECRET: "notion",
  ROWBELL_DELIVERY_QUEUE_URL: "http://127.0.0.1/d.fifo",
};

/** As a function finds them: clients read region, endpoint and credentials from the process. */
function setEnvironment(values: Record<string, string>): void {
  const before = { ...process.env };
  Object.assign(process.env, values);
  onTestFinished(() => {
    process.env = before;
  });
}

async function open(env: Record<string, string> = {}) {
  const clock = manualClock(new Date("2026-03-01T12:00:00Z"));
  const secrets = await startSecrets({ port: 0, clock, secrets: { notion: "ntn_1" } });
  onTestFinished(() => secrets.close());
  setEnvironment({
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.url,
  });
  return createPollServices({ ...poll, ...env }, { clock });
}

describe("a function that is not set up", () => {
  it("names everything that is missing at once", () => {
    expect(() => createPollServices({})).toThrow(
      "missing environment variables: ROWBELL_TABLE, ROWBELL_RULES, ROWBELL_NOTION_SECRET, ROWBELL_DELIVERY_QUEUE_URL",
    );
    expect(() => createDeliverServices({})).toThrow(
      "missing environment variables: ROWBELL_TABLE, ROWBELL_MAIL_FROM",
    );
    expect(() => createMailEventsServices({})).toThrow("missing environment variables: ROWBELL_TABLE");
    expect(() => createDeadLetterServices({})).toThrow(
      "missing environment variables: ROWBELL_TABLE, ROWBELL_DELIVERY_QUEUE_URL",
    );
  });

  it("says what the budget of requests has to be", () => {
    expect(() => createPollServices({ ...poll, ROWBELL_NOTION_REQUESTS: "many" })).toThrow(
      'ROWBELL_NOTION_REQUESTS is "many"; it must be a whole number of requests a minute, like 180',
    );
    expect(() => createPollServices({ ...poll, ROWBELL_NOTION_REQUESTS: "600" })).not.toThrow();
  });

  it("names what is there but empty, and only that", () => {
    expect(() => createPollServices({ ...poll, ROWBELL_RULES: "" })).toThrow(
      /^missing environment variables: ROWBELL_RULES$/,
    );
    const deliver = { ROWBELL_TABLE: "rowbell", ROWBELL_NOTION_SECRET: "token" };
    expect(() => createDeliverServices(deliver)).toThrow(
      /^missing environment variables: ROWBELL_MAIL_FROM$/,
    );
  });
});

describe("a function that is set up", () => {
  it("opens its connection with the secret's token", async () => {
    const { connect } = await open();
    const connection = await connect("default", () => true);
    expect(connection).toMatchObject({
      id: "default",
      rulesReference: "01234567-89ab-cdef-0123-456789abcdef",
    });
    expect(connection.workspace.requests()).toBe(0);
  });

  it("says so when what it is told to follow is no database", async () => {
    const { connect } = await open({ ROWBELL_RULES: "my rules" });
    await expect(connect("default", () => true)).rejects.toThrow(
      'ROWBELL_RULES is "my rules"; it must be the link of your Rules database or the 32 hex digits of its id',
    );
  });

  it("follows the clock that it is given", () => {
    const clock = manualClock(new Date("2026-03-01T12:00:00Z"));
    setEnvironment({ AWS_REGION: "us-east-1" });
    const env = {
      ROWBELL_TABLE: "rowbell",
      ROWBELL_MAIL_FROM: "bell@example.com",
      ROWBELL_NOTION_SECRET: "token",
    };
    expect(createDeliverServices(env, { clock }).clock.now()).toEqual(clock.now());
  });
});
