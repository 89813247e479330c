import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../../../local/clock.ts";
import { bodies, openSqs, seconds } from "../support/open-sqs.ts";

const LONG = { WaitTimeSeconds: 20 };

describe("a long poll", () => {
  it("is woken by a message", async () => {
    const { send, receive } = await openSqs();
    const poll = receive("plain", LONG);
    await send("plain", "a");
    expect(bodies(await poll)).toEqual(["a"]);
  });

  it("is woken when the clock is moved past a message's time", async () => {
    const { clock, send, receive } = await openSqs();
    await send("plain", "a", { DelaySeconds: 60 });
    const poll = receive("plain", LONG);
    await sleep(100);
    clock.set(seconds(60));
    expect(bodies(await poll)).toEqual(["a"]);
  });

  it("is woken when the system clock reaches a message's time", async () => {
    const { send, receive } = await openSqs({ clock: systemClock() });
    await send("plain", "a", { DelaySeconds: 1 });
    expect(bodies(await receive("plain", LONG))).toEqual(["a"]);
  });

  it("ends empty after its time though the clock stands still", async () => {
    const { receive } = await openSqs();
    expect(await receive("plain", { WaitTimeSeconds: 1 })).toEqual([]);
  });

  it("takes nothing when its caller has hung up", async () => {
    const { sqs, send } = await openSqs();
    const body = JSON.stringify({ QueueUrl: sqs.queueUrl("plain"), ...LONG });
    const headers = { "x-amz-target": "AmazonSQS.ReceiveMessage" };
    const hangUp = new AbortController();
    const poll = fetch(sqs.url, { method: "POST", body, headers, signal: hangUp.signal });
    await sleep(100);
    hangUp.abort();
    await expect(poll).rejects.toThrow();
    await sleep(100);
    await send("plain", "a");
    expect(sqs.counts("plain")).toEqual({ waiting: 1, inFlight: 0, delayed: 0 });
  });

  it("ends when the emulator closes", async () => {
    const { sqs, receive } = await openSqs();
    await receive("plain"); // opens the connection, so that the poll is there before the close
    const poll = receive("plain", LONG);
    await sleep(100);
    const closing = sqs.close();
    expect(await poll).toEqual([]);
    await closing;
  });
});
