import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SESClient } from "@aws-sdk/client-ses";
import { expect, it, onTestFinished } from "vitest";
import { manualClock } from "../../local/clock.ts";
import { sesQuota } from "../../shared/adapters/ses-quota.ts";
import { BudgetError } from "../../shared/domain/errors.ts";

/** An SES that tells this quota, or nothing, and how often it was asked. */
async function openQuota(quota: { max: number; sent: number } | undefined) {
  let asked = 0;
  const server = createServer((request, response) => {
    asked++;
    request.resume();
    if (!quota) return response.writeHead(403).end();
    const body = `<GetSendQuotaResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><GetSendQuotaResult><Max24HourSend>${quota.max}</Max24HourSend><MaxSendRate>1</MaxSendRate><SentLast24Hours>${quota.sent}</SentLast24Hours></GetSendQuotaResult></GetSendQuotaResponse>`;
    return response.writeHead(200, { "content-type": "text/xml" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = new SESClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "eu-central-1",
    credentials: { accessKeyId: "key", secretAccessKey: "secret" },
    maxAttempts: 1,
  });
  onTestFinished(() => {
    client.destroy();
    server.closeAllConnections();
    server.close();
  });
  const clock = manualClock(new Date("2026-03-01T12:00:00.000Z"));
  return { take: sesQuota(client, clock), clock, asked: () => asked, quota };
}

it("leaves the last twentieth of the account's quota to others, and asks to wait", async () => {
  const { take } = await openQuota({ max: 200, sent: 186 });
  await take(3);
  await take(1);
  const error = await take(1).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BudgetError);
  expect(error).toMatchObject({
    message: expect.stringContaining("SES quota of 200 mails a day is nearly used up"),
    again: "2026-03-01T12:15:00.000Z",
  });
});

it("goes on with small mails where a large one found no room", async () => {
  const { take } = await openQuota({ max: 100, sent: 90 });
  await expect(take(50)).rejects.toThrow("nearly used up");
  await take(5);
});

it("asks SES once a minute, and counts what it sent meanwhile itself", async () => {
  const { take, clock, asked, quota } = await openQuota({ max: 100, sent: 0 });
  for (let n = 0; n < 95; n++) await take(1);
  await expect(take(1)).rejects.toThrow("nearly used up");
  expect(asked()).toBe(1);
  if (quota) quota.sent = 20;
  clock.set(new Date("2026-03-01T12:01:00.000Z"));
  await take(75);
  expect(asked()).toBe(2);
});

it("knows no limit where the account has none, or where SES does not tell", async () => {
  const { take } = await openQuota({ max: -1, sent: 1_000_000 });
  await take(50);
  const silent = await openQuota(undefined);
  await silent.take(50);
  expect(silent.asked()).toBe(1);
});
