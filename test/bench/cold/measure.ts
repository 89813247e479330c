import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { LambdaFunction } from "../../../local/stack/lambda/function.ts";
import { currentAssembly, type OpenStack, openStack } from "../../stack/open-stack.ts";
import { median } from "../table.ts";
import { type Floors, floorsOf } from "./floors.ts";

/** Medians in milliseconds; the most memory in MB; bundles in KB, gzipped. */
export type Cold = {
  name: string;
  /** On a processor. */
  init: { own: number; clients: number; empty: number };
  /** By the clock. */
  initWall: number;
  firstRun: number;
  peak: { own: number; clients: number; empty: number };
  kilobytes: number;
};

type Series = { own: number[]; walls: number[]; clients: number[]; empty: number[]; runs: number[] };

/**
 * In each round an order is shipped on the running stack, whose functions are all started anew: poll, deliver with a mail,
 * the mail's events, and a look at its unsubscribe link. The floors are started between, so that the machine's moods meet all.
 */
export async function measureCold(rounds: number): Promise<Cold[]> {
  const stack = await openStack(await currentAssembly());
  const measured = await Promise.all(
    stack.functions.map(async (own) => ({
      own,
      name: serviceOf(own),
      floors: await floorsOf(serviceOf(own), own.definition),
      series: { own: [], walls: [], clients: [], empty: [], runs: [] } as Series,
    })),
  );
  try {
    await stack.workspace.poll();
    const orders = await stack.workspace.packing();
    await stack.post("/api/stack/faults", { recycleChance: 1 });
    for (let round = 0; round < rounds; round++) {
      await shipOne(stack, orders[round % orders.length] ?? { id: "" }, round >= orders.length);
      for (const { own, name, floors, series } of measured) {
        series.runs.push(own.report().runMs);
        // Once more, beside the floors: while an order is shipped several functions start at once.
        await own.invoke(harmless[name]);
        series.own.push(own.report().initCpuMs);
        series.walls.push(own.report().initMs);
        series.clients.push(await initOf(floors.clients));
        series.empty.push(await initOf(floors.empty));
      }
    }
    return measured.map(coldOf);
  } finally {
    await stack.close();
    await Promise.all(measured.flatMap(({ floors }) => [floors.clients.close(), floors.empty.close()]));
  }
}

async function shipOne(stack: OpenStack, order: { id: string }, isShipped: boolean): Promise<void> {
  const { workspace } = stack;
  if (isShipped) {
    await workspace.setStatus(order, "Packing");
    await workspace.poll();
  }
  const events = stack.functions.find((one) => serviceOf(one) === "mail-events");
  const before = events?.report().runs ?? 0;
  await workspace.setStatus(order, "Shipped");
  await workspace.poll();
  const [mail] = await workspace.inbox();
  const link = /<(http[^>]+)>/.exec(mail?.headers["list-unsubscribe"] ?? "")?.[1];
  if (link === undefined) throw new Error("the mail has no link");
  await fetch(link);
  // Two: it was sent, and it was delivered.
  const end = Date.now() + 30_000;
  while ((events?.report().runs ?? 2) < before + 2 && Date.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 50));
}

async function initOf(floor: LambdaFunction): Promise<number> {
  const { failure } = await floor.invoke({});
  if (failure) throw new Error(failure.errorMessage);
  return floor.report().initCpuMs;
}

function coldOf({
  own,
  name,
  floors,
  series,
}: {
  own: LambdaFunction;
  name: string;
  floors: Floors;
  series: Series;
}): Cold {
  const bundle = readFileSync(join(own.definition.code, "index.js"));
  return {
    name,
    init: { own: median(series.own), clients: median(series.clients), empty: median(series.empty) },
    initWall: median(series.walls),
    firstRun: median(series.runs),
    peak: {
      own: own.report().peakMb,
      clients: floors.clients.report().peakMb,
      empty: floors.empty.report().peakMb,
    },
    kilobytes: gzipSync(bundle, { level: 9 }).length / 1000,
  };
}

/** Events that cause nothing. */
const harmless: Record<string, object> = {
  poll: { Records: [] },
  deliver: { Records: [] },
  "mail-events": {},
  web: {
    rawPath: "/u/none",
    headers: {},
    isBase64Encoded: false,
    requestContext: { http: { method: "GET" } },
  },
};

const services: Record<string, string> = {
  PollerPoll: "poll",
  DispatcherDeliver: "deliver",
  MailEventsListen: "mail-events",
  HttpEntryWeb: "web",
};

/** @throws Error for a function that is not in the list yet. */
function serviceOf({ definition }: LambdaFunction): string {
  const name = services[definition.logicalId.replace(/Function[0-9A-F]{8}$/, "")];
  if (name === undefined)
    throw new Error(`${definition.logicalId} is new: name its services in test/bench/cold/measure.ts`);
  return name;
}
