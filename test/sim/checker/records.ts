import { isDigest } from "../../../shared/domain/digest.ts";
import type { FaultKind } from "../fault-kinds.ts";
import { canary } from "../people.ts";
import type { Evidence } from "./evidence.ts";

/** I4: revisions of a row follow each other without a gap, and each is stored once. */
export function revisionsFollowEachOther({ observed, found }: Evidence): void {
  for (const [rowId, commits] of observed) {
    commits.forEach(({ commit }, index) => {
      if (commit.snapshot.revision === index + 1) return;
      found.push({
        invariant: "revisions follow each other",
        what: `${rowId} has ${commit.snapshot.revision} in place ${index + 1}`,
        rowId,
      });
    });
  }
}

/** I4 and I17: the deliveries that are there are those of the commits, each made once. */
export function deliveriesAreConserved({ universe, observed, deliveries, found }: Evidence): void {
  const owed = new Set<string>();
  for (const commits of observed.values())
    for (const { commit } of commits) for (const { key } of commit.deliveries) owed.add(key);
  const problem = (what: string) => found.push({ invariant: "deliveries are conserved", what });
  for (const key of owed) if (!deliveries.has(key)) problem(`${key} was owed and is not there`);
  const parts = new Map<string, string[]>();
  for (const [key, delivery] of deliveries) {
    const { recipient = "" } = delivery;
    if (isDigest(delivery)) continue;
    const [whole = ""] = key.split("/");
    if (!owed.has(whole)) problem(`${key} is there and was not owed`);
    if (whole !== key) parts.set(whole, [...(parts.get(whole) ?? []), recipient]);
  }
  for (const [key, { state, ruleId }] of deliveries) {
    if (state !== "passed on") continue;
    const { rules } = universe.author;
    const people = rules.find(({ row }) => row.id === ruleId)?.history.flatMap(({ spec }) => spec?.to ?? []);
    const wanted = [...new Set(people)].sort().join();
    const digests = universe.ledger.gathered.filter(({ member }) => member === key);
    for (const { digest } of digests)
      parts.set(key, [...(parts.get(key) ?? []), deliveries.get(digest)?.recipient ?? "nobody"]);
    const got = parts.get(key)?.sort().join() ?? "";
    if (got !== wanted) problem(`${key} was passed on to ${got}, not to ${wanted}`);
  }
  for (const [key, times] of universe.ledger.deliveriesPut)
    if (times > 1) problem(`${key} was made ${times} times`);
}

/** What a digest says is all that was gathered into it, and it is of nothing else. */
export function digestsAreWhole({ universe, deliveries, found }: Evidence): void {
  const counts = new Map<string, number>();
  for (const { digest } of universe.ledger.gathered) counts.set(digest, (counts.get(digest) ?? 0) + 1);
  for (const { key, mail } of universe.mail.sent) {
    const delivery = deliveries.get(key);
    if (!delivery || !isDigest(delivery)) continue;
    const said = Number(/\((\d+)\)$/.exec(mail.subject)?.[1] ?? 1);
    if (said === counts.get(key)) continue;
    const what = `${key} tells of ${said}, and ${counts.get(key) ?? 0} were gathered`;
    found.push({ invariant: "digests are whole", what });
  }
}

/** I17: what is held in the end is counted by its rule's brake, where its author sees it; or it would wait for ever. */
export function whatIsHeldIsTold({ brakes, deliveries, found }: Evidence): void {
  const held = new Map<string, number>();
  for (const { ruleId, state } of deliveries.values())
    if (state === "held") held.set(ruleId, (held.get(ruleId) ?? 0) + 1);
  for (const [ruleId, count] of held) {
    const told = brakes[ruleId]?.held ?? 0;
    if (count <= told) continue;
    const what = `${count} of ${ruleId} wait, its brake says ${told}`;
    found.push({ invariant: "what is held is told", what });
  }
}

/** I8: what a poll stores, it stores under its lease. */
export function writesAreFenced({ universe, found }: Evidence): void {
  for (const what of universe.ledger.faults) found.push({ invariant: "writes are fenced", what });
}

/** How far ahead of the truth a poll's clock may be: it doubts a header that is more than that ahead of its own. */
const wrongClockMs = 20 * 60_000;
const rightClockMs = 3_000;

/** I9: the watermark never goes back, and two complete reads began after every minute that it passes. */
export function watermarksAreEarned({ universe, found }: Evidence): void {
  const isOff = universe.faults.injections.some(({ kind }) => wrongClocks.includes(kind));
  const tolerance = isOff ? wrongClockMs : rightClockMs;
  for (const [sourceId, saved] of universe.ledger.checkpoints) {
    let before: string | undefined;
    let starts: number[] = [];
    for (const { checkpoint, run, at } of saved) {
      if (checkpoint?.phase !== "watching") {
        before = undefined;
        starts = [];
        continue;
      }
      if (run?.completed.get(sourceId) === at) starts.push(run.began.get(sourceId) ?? run.startedAt);
      const { watermark } = checkpoint;
      const earned = starts.at(-2) ?? starts.at(-1) ?? at;
      if (before !== undefined && watermark < before)
        found.push({
          invariant: "watermarks never go back",
          what: `${sourceId}: ${before} to ${watermark}`,
        });
      if (Date.parse(watermark) > earned + tolerance)
        found.push({
          invariant: "watermarks are earned by two complete reads",
          what: `${sourceId}: ${watermark} at ${new Date(at).toISOString()}, earned until ${new Date(earned).toISOString()}`,
        });
      before = watermark;
    }
  }
}

const wrongClocks: readonly FaultKind[] = [
  "date header is off",
  "poll's clock is minutes off",
  "poll's clock steps back",
];

/** I16: no line of the log holds what stands in a cell. */
export function logsKeepSecrets({ universe, found }: Evidence): void {
  const line = universe.ledger.lines.find((text) => text.includes(canary) || text.includes("@example.com"));
  if (line) found.push({ invariant: "logs keep secrets", what: line.slice(0, 300) });
}
