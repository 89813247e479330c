import type { Log } from "../../shared/ports.ts";
import type { Table } from "../../shared/stores/table.ts";
import { rulesColumns, watchedColumns } from "./columns.ts";
import type { QueueHost } from "./delivery-queue.ts";
import { type Allowed, drawFaults, type Faults, plannedFaults } from "./faults.ts";
import type { TableHost } from "./faulty-table.ts";
import { Ledger } from "./ledger.ts";
import type { MailHost } from "./mailer.ts";
import { memoryTable } from "./memory-table.ts";
import type { NotionHost } from "./notion-api/host.ts";
import { NotionWorld } from "./notion-world.ts";
import { withOutage } from "./outage.ts";
import { addRow, type People } from "./people.ts";
import { type Rng, rngOf } from "./rng.ts";
import { type Author, writeRule } from "./rule-authors.ts";
import { circle, completed, crowding, drawRule, drawWriting, type RuleSpec } from "./rule-spec.ts";
import { openRuns } from "./run-lines.ts";
import { type Sandboxes, sandboxes } from "./sandbox.ts";
import { dueInUtc } from "./timed-rules.ts";
import { drawTraits, type Traits } from "./traits.ts";
import { type VirtualTime, virtualTime } from "./virtual-time.ts";

/** Everything that one seed consists of. */
export type Universe = {
  seed: number;
  traits: Traits;
  time: VirtualTime;
  faults: Faults;
  rng: Rng;
  notion: NotionHost;
  table: TableHost;
  mail: MailHost;
  queue: QueueHost;
  people: People;
  author: Author;
  ledger: Ledger;
  log: Log;
  newId: () => string;
  /** What happened at least once: branches of the product that a run of many seeds has to reach. */
  marks: Set<string>;
  pollers: Sandboxes;
  deliverers: Sandboxes;
  /** The table without its faults, for whoever looks from outside. */
  truth: Table;
};

/** A world that is written down instead of drawn: its rules, and what happens in it. */
export type Script = {
  traits: Partial<Traits>;
  /** Of each source in turn. */
  rules: readonly (readonly RuleSpec[])[];
  act(universe: Universe): void;
};

export function createUniverse(seed: number, allowed: Allowed, script?: Script): Universe {
  const rng = rngOf(seed);
  const drawn = { ...drawTraits(seed, rng.split("traits")), ...script?.traits };
  const time = virtualTime(drawn.startsAt);
  const faults = script ? plannedFaults(time.now, allowed) : drawFaults(seed, time.now, allowed);
  const traits = withOutage(drawn, faults);
  const latency = rng.split("latency");
  const ledger = new Ledger(time);
  const notion = createNotion(traits, time, faults, latency);
  const clock = { now: () => new Date(time.now()) };
  const truth = memoryTable(clock, { indexDelay: () => tableIndexDelay(faults) });
  const people = createPeople(notion, faults, rng, traits);
  const author = createAuthor(notion, faults, rng, traits, people, script);
  let ids = 0;
  const newId = () => `id-${++ids}`;
  return {
    seed,
    traits,
    time,
    faults,
    rng,
    notion,
    table: { time, faults, latency, downUntil: 0, calls: 0 },
    mail: { time, faults, latency, sent: [], heard: [], onAccepted: () => {}, onSent: () => {} },
    queue: { time, faults, latency, handle: async () => "taken", groups: new Map(), known: new Map() },
    people,
    author,
    ledger,
    log: {
      info: (event, fields) => ledger.line(event, fields),
      error: (event, fields) => ledger.line(event, fields),
    },
    newId,
    pollers: sandboxes(newId),
    deliverers: sandboxes(newId),
    marks: new Set(),
    truth,
  };
}

function createNotion(traits: Traits, time: VirtualTime, faults: Faults, latency: Rng): NotionHost {
  const world = new NotionWorld(time.now, () => notionIndexLag(faults, latency));
  return {
    world,
    time,
    faults,
    latency,
    traits: traits.notion,
    bodies: new Map(),
    bot: "user-rowbell",
    downUntil: 0,
    window: { minute: 0, requests: 0 },
    requests: 0,
  };
}

function notionIndexLag(faults: Faults, latency: Rng): number {
  if (faults.strike("index is hours late")) return 60_000 * faults.rng("index is hours late").int(40, 120);
  if (faults.strike("index is half an hour late"))
    return 60_000 * faults.rng("index is half an hour late").int(5, 35);
  if (faults.strike("index is minutes late")) return 1000 * faults.rng("index is minutes late").int(20, 180);
  if (faults.strike("index is seconds late")) return 1000 * faults.rng("index is seconds late").int(1, 20);
  return latency.int(50, 900);
}

function tableIndexDelay(faults: Faults): number {
  const late = "index of the table is minutes late";
  if (faults.strike(late)) return 1000 * faults.rng(late).int(60, 400);
  if (faults.strike("index of the table is seconds late"))
    return 1000 * faults.rng("index of the table is seconds late").int(1, 20);
  return 20;
}

function createPeople(host: NotionHost, faults: Faults, rng: Rng, traits: Traits): People {
  const { world, time } = host;
  const sources = ["Orders", "Tasks"]
    .slice(0, traits.sources)
    .map((name) => world.addSource(name, watchedColumns));
  const people: People = {
    host,
    faults,
    rng: rng.split("people"),
    sources,
    endsAt: time.now() + traits.quietAfter,
  };
  for (const source of sources) {
    for (let i = 0; i < traits.rows; i++) {
      // Some share the minute in which they were made, as what was imported does.
      const minutesAgo = people.rng.chance(0.3) ? 1_000 : people.rng.int(5, 5_000);
      addRow(people, source, time.now() - 60_000 * minutesAgo);
    }
  }
  return people;
}

function createAuthor(
  host: NotionHost,
  faults: Faults,
  rng: Rng,
  traits: Traits,
  people: People,
  script: Script | undefined,
): Author {
  const rulesSource = host.world.addSource("Rules", rulesColumns);
  const runs = traits.hasRuns ? openRuns(host, rulesSource) : undefined;
  const { startsAt, brakeAbove } = traits;
  const author: Author = {
    host,
    faults,
    rng: rng.split("author"),
    rulesSource,
    rules: [],
    ...(runs ? { runs } : {}),
    startsAt,
    decide: () => {},
  };
  people.sources.forEach((source, index) => {
    for (const spec of script?.rules[index] ?? drawRules(author.rng, traits)) writeRule(author, source, spec);
    if (script) return;
    if (traits.outage) writeRule(author, source, completed(author.rng, dueInUtc, undefined));
    for (let i = 0; i < traits.crowd; i++)
      writeRule(author, source, completed(author.rng, crowding, undefined));
    const count = author.rng.int(1, traits.rules);
    for (let i = 0; i < count; i++) writeRule(author, source, drawRule(author.rng, brakeAbove, startsAt));
  });
  return author;
}

/** Rules that write, of which a source has one or a pair: so it is known how far they may lead. */
function drawRules(rng: Rng, { writes }: Traits): RuleSpec[] {
  if (writes === "circle") return circle.map((shape) => completed(rng, shape, undefined));
  return writes === "once" ? [drawWriting(rng)] : [];
}
