import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { SesEvent } from "../../../../local/aws/ses/events/ses-event.ts";
import { manualClock } from "../../../../local/clock.ts";
import { MIME, openSes, sendTo } from "../support/open-ses.ts";
import { startOwner } from "../support/start-owner.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const post = (url: string, body: unknown) =>
  fetch(`${url}/_admin/events`, { method: "POST", body: JSON.stringify(body) });
const through = { ConfigurationSetName: "rowbell", Tags: [{ Name: "delivery", Value: "a_40b" }] };

/** An emulator, what its target heard, and its clock moved on. */
async function open(options: Parameters<typeof openSes>[0] = {}) {
  const opened = await openSes(options);
  const heard: SesEvent[] = [];
  opened.ses.events.deliverTo(async (event) => void heard.push(event));
  const wait = async (seconds: number) => {
    opened.clock.set(new Date(opened.clock.now().getTime() + seconds * 1000));
    await opened.ses.events.settled();
  };
  return { ...opened, heard, wait, ids: () => heard.map(({ detail }) => detail.mail.messageId) };
}

describe("the events of the SES emulator", () => {
  it("tell of a mail after its answer, as EventBridge hands it on", async () => {
    const { send, heard, wait } = await open();
    const { MessageId } = await send(MIME, through);
    expect(heard).toEqual([]);
    await wait(1);
    expect(heard).toMatchObject([
      {
        version: "0",
        "detail-type": "Email Sent",
        source: "aws.ses",
        time: "2026-03-01T12:00:00Z",
        resources: ["arn:aws:ses:us-east-1:000000000000:configuration-set/rowbell"],
        detail: {
          eventType: "Send",
          mail: {
            messageId: MessageId,
            timestamp: "2026-03-01T12:00:00.000Z",
            destination: ["ada@example.com"],
            tags: { delivery: ["a_40b"], "ses:configuration-set": ["rowbell"] },
          },
          send: {},
        },
      },
    ]);
    await wait(60);
    expect(heard.map((event) => event["detail-type"])).toEqual(["Email Sent", "Email Delivered"]);
  });

  it("are none for a mail outside of a configuration set, or one that was refused", async () => {
    const { ses, send, heard, wait } = await open();
    await send();
    ses.fail({ times: 1 });
    await expect(send(MIME, through)).rejects.toThrow();
    await wait(60);
    expect(heard).toEqual([]);
  });

  it("tell of a mail whose answer was lost", async () => {
    const { ses, send, heard, wait } = await open();
    ses.fail({ times: 1, after: true });
    await expect(send(MIME, through)).rejects.toThrow();
    await wait(1);
    expect(heard).toHaveLength(1);
  });

  it("are lost, doubled and late where asked to be, as often as asked", async () => {
    const { ses, send, ids, wait } = await open();
    ses.knobs.set({ byHand: true });
    expect((await post(ses.url, { times: 1, copies: 0 })).status).toBe(200);
    await send(MIME, through);
    await wait(3600);
    expect(ids()).toEqual([]);
    await post(ses.url, { times: 1, copies: 2, delaySeconds: 60 });
    const twice = (await send(MIME, through)).MessageId;
    await wait(60);
    expect(ids()).toEqual([]);
    const usual = (await send(MIME, through)).MessageId;
    await wait(1);
    expect(ids()).toEqual([twice, twice, usual]);
  });

  it("say what they cannot be asked for", async () => {
    const { ses } = await open();
    const answer = await post(ses.url, { times: 1, copies: -1 });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain("copies");
  });

  it("come again when their target did not take them", async () => {
    const { ses, send, clock } = await openSes();
    ses.knobs.set({ byHand: true });
    const target = vi.fn(async () => {});
    target.mockRejectedValueOnce(new Error("no table"));
    ses.events.deliverTo(target);
    await send(MIME, through);
    for (let step = 0; step < 3; step++) {
      clock.set(new Date(clock.now().getTime() + 10_000));
      await ses.events.settled();
    }
    expect(target).toHaveBeenCalledTimes(2);
  });

  it("outlive the process, as SES would", async () => {
    const dataFile = join(temporaryFolder(), "mails.db");
    const { owner, url } = await startOwner("own-ses.ts", dataFile);
    const { MessageId } = await sendTo(url, through);
    owner.kill("SIGKILL");
    await once(owner, "exit");
    // The owner's clock is the machine's.
    const { ids, wait } = await open({ dataFile, clock: manualClock(new Date("2100-01-01T00:00:00Z")) });
    await wait(0);
    expect(ids()).toEqual([MessageId, MessageId]);
  });
});
