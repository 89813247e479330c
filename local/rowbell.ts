import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SQSClient } from "@aws-sdk/client-sqs";
import { createDeliverHandler } from "../functions/deliver/handler.ts";
import { createMailEventsHandler } from "../functions/mail-events/handler.ts";
import { createPollHandler } from "../functions/poll/handler.ts";
import { createWebHandler } from "../functions/web/handler.ts";
import { createDeliverServices } from "../shared/services/deliver-services.ts";
import { createMailDeskServices } from "../shared/services/mail-desk-services.ts";
import { createMailEventsServices } from "../shared/services/mail-events-services.ts";
import { createPollServices } from "../shared/services/poll-services.ts";
import { createWebServices } from "../shared/services/web-services.ts";
import { TABLE } from "../shared/table.ts";
import { createTable } from "./aws/create-table.ts";
import { type EventSource, type EventSourceOptions, startEventSource } from "./aws/event-source.ts";
import { lambdaContext } from "./aws/lambda-context.ts";
import { type Clock, every, type ManualClock, manualClock, systemClock } from "./clock.ts";
import { startConsole } from "./console/console.ts";
import { createPoller } from "./console/poller.ts";
import { createStory } from "./console/story.ts";
import { openDataFolder } from "./data-folder.ts";
import { startParts, tableName } from "./parts.ts";
import type { Settings } from "./settings.ts";
import { setCredentials, setEnvironment } from "./surroundings.ts";

/** Rowbell running on this machine. */
export type LocalRowbell = { url: string; close(): Promise<void> };

/** Lambda's limit for each function, as infra/ sets it. */
const timeoutSeconds = 60;
/** On AWS a failed message comes back when its queue's visibility timeout ends; here nobody wants to wait six minutes. */
const failureVisibilitySeconds = 5;

/** Starts the embedded parts, the handlers of functions/ fed by local queues and a schedule, and the page. */
export async function startRowbell(settings: Settings): Promise<LocalRowbell> {
  const folder = openDataFolder(settings.dataFolder);
  const closers: (() => unknown)[] = [() => folder.close()];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const clock = openClock(settings, folder);
    const accessKeyId = setCredentials(randomUUID);
    const parts = await startParts(settings, folder, clock, accessKeyId, (closer) => closers.push(closer));
    const env = setEnvironment(parts, `http://127.0.0.1:${settings.ports.page}`);
    await createTable(new DynamoDBClient({}), tableName, TABLE);

    const story = createStory(clock);
    const surroundings = { clock, log: story.log };
    const pollServices = createPollServices(env, surroundings);
    const deliverServices = createDeliverServices(env, surroundings);
    const sqs = new SQSClient({});
    const eventSource = (
      name: string,
      queue: string,
      batchSize: number,
      handler: EventSourceOptions["handler"],
    ): EventSource =>
      startEventSource({
        client: sqs,
        queueUrl: parts.sqs.queueUrl(queue),
        queueArn: parts.sqs.queueArn(queue),
        functionName: name,
        batchSize,
        timeoutSeconds,
        failureVisibilitySeconds,
        handler,
        onError: (error) => story.log.error("event-source", { function: name, reason: String(error) }),
      });
    const pollSource = eventSource("poll", parts.queues.poll, 1, createPollHandler(pollServices));
    const deliverSource = eventSource(
      "deliver",
      parts.queues.delivery,
      10,
      createDeliverHandler(deliverServices),
    );
    closers.push(() => Promise.all([pollSource.stop(), deliverSource.stop()]));

    const onMailEvent = createMailEventsHandler(createMailEventsServices(env, surroundings));
    const giveMailEvent = async (event: unknown) => {
      await onMailEvent(event, lambdaContext(randomUUID(), "mail-events", timeoutSeconds));
    };
    closers.push(parts.ses.events.deliverTo(giveMailEvent));

    const poller = createPoller({ sqs, parts, story, newId: randomUUID });
    const onWeb = createWebHandler(createWebServices(env, surroundings));
    const console = await startConsole({
      settings,
      clock,
      parts,
      story,
      poller,
      onWeb,
      mailDesk: createMailDeskServices(env, surroundings),
      services: { ...deliverServices, ...pollServices },
    });
    closers.push(() => console.close());
    if (settings.pollSeconds > 0) {
      closers.push(every(clock, settings.pollSeconds, () => poller.tick()));
      void poller.tick();
    }
    return { url: console.url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Folder = ReturnType<typeof openDataFolder>;

/** Where a manual clock stands at first: always the same, and early enough that any time somebody sets lies after it. */
const manualStart = new Date("2025-01-01T09:00:00.000Z");

/** A manual clock stands where it stood when the process ended, so that a restart is no jump in time. */
function openClock(settings: Settings, folder: Folder): Clock | ManualClock {
  if (settings.clock === "system") return systemClock();
  const stood = folder.readJson<{ now: string }>("clock.json", ({ now }) => !Number.isNaN(Date.parse(now)));
  const clock = manualClock(stood ? new Date(stood.now) : manualStart);
  clock.subscribe(() => folder.writeJson("clock.json", { now: clock.now().toISOString() }));
  folder.writeJson("clock.json", { now: clock.now().toISOString() });
  return clock;
}
