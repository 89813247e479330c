/** One guard of the design taken away: replacements in the source text, each of which has to fit exactly once. */
export type Mutant = {
  name: string;
  edits: readonly { file: string; from: string; to: string }[];
  /** It is one of several layers, and others go on to protect: which. It may survive alone. */
  coveredBy?: string;
  /** What it breaks lies between two calls: the scenario whose crash points find it. */
  scenario?: string;
};

const edit = (file: string, from: string, to: string) => ({ file, from, to });

const noLeaseCheck = edit(
  "stores/write-under-lease.ts",
  "if: { equals: { epoch: lease.epoch } } };",
  "if: {} };",
);
const noRevision = edit(
  "stores/plan-commit.ts",
  "writes: [{ put: { ...first, writer }, if: condition }, ...others],",
  "writes: [{ put: { ...first, writer } }, ...others],",
);
const noEarlier = edit(
  "pipeline/deliver/deliver.ts",
  "if (earlier) return waitFor(services, delivery, earlier.dueAt ?? later(now, heldWaitMs));",
  "",
);
const noAgreement = edit(
  "pipeline/rows/confirm.ts",
  "if (seen === undefined) return wait(reading, change);",
  "if (seen === undefined && isLater(reading, change)) return change;",
);
const noPage = edit(
  "pipeline/rows/confirm.ts",
  'if (look === "page" && reading.polling.confirmsLeft > 0 && reading.hasTime()) {',
  "if (reading.polling.confirmsLeft < 0) {",
);
const noGenerations = edit(
  "domain/circle.ts",
  "if (generation < mostGenerations) return undefined;",
  "if (generation >= 0) return undefined;",
);
const noFiringRate = edit(
  "domain/circle.ts",
  "if (since.length < mostFirings) return { firings };",
  "if (since.length >= 0) return { firings };",
);
const noSelfFence = edit(
  "pipeline/deliver/act.ts",
  "if (!hasTimeToSend(services, delivery)) return putOff(services, delivery);",
  "",
);
const noWaitForEvents = edit(
  "pipeline/deliver/settle-abandoned.ts",
  "const eventMs = 5 * 60_000;",
  "const eventMs = claimMs;",
);
const noSweep = edit(
  "pipeline/windows/sweep.ts",
  "if (!known.at && startedAt < known.dueAt && columns === (known.columns ?? columns)) return known;",
  "if (startedAt) return known;",
);

const write = "const failed = await writeUnderLease(table, lease, writes, contentToken(lease, writes));";
const split = (isFirst: string) => `
    const isFirst = (each: Write) => ${isFirst};
    const [first, second] = [writes.filter(isFirst), writes.filter((each) => !isFirst(each))];
    const failedFirst = first.length > 0 ? await writeUnderLease(table, lease, first, contentToken(lease, first)) : undefined;
    const failedSecond = failedFirst || second.length === 0 ? undefined : await writeUnderLease(table, lease, second, contentToken(lease, second));
    const failed = failedFirst?.map((i) => writes.indexOf(first[i] as Write)) ?? failedSecond?.map((i) => writes.indexOf(second[i] as Write));`;
const isSnapshot = '("put" in each && each.put.sk === "SNAPSHOT")';

export const designMutants: readonly Mutant[] = [
  {
    name: "no overlap",
    edits: [edit("domain/checkpoint.ts", "Date.parse(watermark) - overlapMs;", "Date.parse(watermark);")],
  },
  {
    name: "checkpoint first",
    edits: [
      edit(
        "pipeline/capture.ts",
        "let next = await watch(reading, checkpoint);",
        "await save(reading, { ...checkpoint, watermark: reading.startedAt, lastStart: reading.startedAt });\n  let next = await watch(reading, checkpoint);",
      ),
    ],
  },
  {
    name: "no claim",
    edits: [
      edit(
        "pipeline/deliver/deliver.ts",
        "const claimed = await services.outbox.claim(delivery, now.toISOString(), later(now, claimMs));",
        "const claimed: Delivery = { ...delivery, claimedUntil: later(now, claimMs) };",
      ),
    ],
  },
  {
    name: "compare by edit time",
    edits: [
      edit(
        "pipeline/rows/take-rows.ts",
        "mark.hash === seen.content.hash;",
        "Date.parse(row.lastEditedTime) <= Date.parse(mark.lastEditedTime);",
      ),
    ],
  },
  { name: "snapshot before outbox", edits: [edit("stores/carry-out.ts", write, split(isSnapshot))] },
  { name: "outbox before snapshot", edits: [edit("stores/carry-out.ts", write, split(`!${isSnapshot}`))] },
  {
    name: "no confirm",
    edits: [
      edit("pipeline/rows/confirm.ts", 'if (look === "taken") return change;', "if (look) return change;"),
    ],
  },
  {
    name: "agreement by one poll",
    edits: [noAgreement],
    coveredBy: "the page, asked within the edit minute",
  },
  { name: "agreement by one poll, and no page", edits: [noAgreement, noPage] },
  { name: "no sweep", edits: [noSweep] },
  {
    name: "watermark by the local clock",
    edits: [
      edit(
        "domain/checkpoint.ts",
        "const next = later(checkpoint.watermark, checkpoint.lastStart);",
        "const next = later(checkpoint.watermark, pollStart);",
      ),
      edit(
        "pipeline/poll.ts",
        "startedAt: notionNow(services, connection),",
        "startedAt: services.clock.now().toISOString(),",
      ),
    ],
  },
  {
    name: "watermark to its own start",
    edits: [
      edit(
        "domain/checkpoint.ts",
        "const next = later(checkpoint.watermark, checkpoint.lastStart);",
        "const next = later(checkpoint.watermark, pollStart);",
      ),
    ],
  },
  { name: "no lease check", edits: [noLeaseCheck], coveredBy: "the revision, and deliveries' keys" },
  { name: "no revision condition", edits: [noRevision], coveredBy: "the lease" },
  { name: "no lease check, no revision condition", edits: [noLeaseCheck, noRevision] },
  {
    name: "timeout counts as failure",
    edits: [
      edit(
        "pipeline/deliver/put-back.ts",
        "if (runner.isRepeatable) return tryAgain(services, delivery, new TransientError(repeatedOutcome));",
        "return tryAgain(services, delivery, new TransientError(repeatedOutcome));",
      ),
    ],
  },
  {
    name: "sent again when the claim ends",
    edits: [
      edit(
        "pipeline/deliver/settle-abandoned.ts",
        "if (await isRepeatable(services, delivery)) return",
        'if (await isRepeatable(services, delivery) || delivery.state === "sending") return',
      ),
    ],
  },
  {
    name: "a delivery's key without the revision",
    edits: [
      edit(
        "stores/keys.ts",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: source text, to be replaced as it stands
        "sk: `DELIVERY#${ruleId}#${padded(revision)}${",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: source text
        "sk: `DELIVERY#${ruleId}#${padded(revision && 1)}${",
      ),
    ],
  },
  { name: "no order among deliveries of a row", edits: [noEarlier] },
  {
    name: "passed on before there is what it is passed on as",
    edits: [
      edit(
        "stores/outbox-writes.ts",
        "for (const part of parts) await",
        'await settle(delivery, "passed on", { at });\n      for (const part of parts) await',
      ),
    ],
  },
  {
    name: "a digest takes more after it was closed",
    scenario: "changes that come while their digest goes out",
    edits: [
      edit(
        "stores/digests.ts",
        'or: { equals: { state: "pending", claim: 0 } }',
        'or: { equals: { state: "pending" } }',
      ),
    ],
  },
  {
    name: "a digest is never closed",
    scenario: "changes that come while their digest goes out",
    edits: [
      edit(
        "pipeline/deliver/deliver.ts",
        "isDigest(delivery) && delivery.claim === 0 ?",
        "isDigest(delivery) && delivery.claim < 0 ?",
      ),
    ],
  },
  {
    name: "parts made anew each time",
    edits: [
      edit(
        "stores/outbox-writes.ts",
        "await table.write({ put: part, if: { absent: true } });",
        "await table.write({ put: part });",
      ),
    ],
  },
  {
    name: "moments are not remembered",
    edits: [
      edit("pipeline/clock/strike-timers.ts", "if (reached[timer.ruleId] === timer.at) continue;", ""),
      edit(
        "pipeline/judge/next-timers.ts",
        "if (snapshot?.reached?.[timer.ruleId] === timer.at) return [];",
        "",
      ),
      edit(
        "pipeline/clock/strike-schedules.ts",
        "snapshot.isStub || snapshot.reached?.[rule.id] === at",
        "snapshot.isStub",
      ),
    ],
  },
  {
    name: "timers set after the commit",
    scenario: "a date is reached",
    edits: [
      edit(
        "stores/plan-commit.ts",
        "return planOf(lease, snapshot, [item, ...owed], [...set, ...remove]);",
        "return { ...planOf(lease, snapshot, [item, ...owed], []), before: [], after: [...set, ...remove] };",
      ),
    ],
  },
  {
    name: "what was held does not keep its place",
    edits: [
      edit(
        "stores/outbox.ts",
        'where: { state: ["pending", "sending", "held"] },',
        'where: { state: ["sending"] },',
      ),
    ],
  },
  {
    name: "brake not stored",
    edits: [
      edit(
        "pipeline/rows/commit-changes.ts",
        "owes ? { sourceId: schema.id, brakes } : undefined,",
        "undefined,",
      ),
    ],
  },
  {
    name: "no look at the clock before sending",
    edits: [noSelfFence],
    coveredBy: "the claim's number; only a later mail can be overtaken",
  },
  {
    name: "no look at the clock, no wait for the event",
    edits: [noSelfFence, noWaitForEvents],
  },
  { name: "no end of generations", edits: [noGenerations], coveredBy: "how often a rule may fire for a row" },
  { name: "no end of generations, no rate", edits: [noGenerations, noFiringRate] },
  {
    name: "out of sight is gone",
    edits: [
      edit(
        "pipeline/rows/compare-known.ts",
        "if (isStillIn(reading.schema, row)) {",
        "if (row.inTrash && !row.inTrash) {",
      ),
    ],
  },
  {
    name: "stale answers are believed",
    edits: [
      edit(
        "pipeline/rows/take-rows.ts",
        "return mark !== undefined && Date.parse(row.lastEditedTime) < Date.parse(mark.lastEditedTime);",
        'return mark === undefined && row.id === "";',
      ),
    ],
    coveredBy: "the second look",
  },
];
