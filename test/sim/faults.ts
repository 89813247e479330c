import { allFaultKinds, type FaultKind, faultKinds } from "./fault-kinds.ts";
import { digest, type Rng, rngOf } from "./rng.ts";

/** One fault that struck, named so that it can be left out of a repetition: `kind#n`, n the opportunity of its kind. */
export type Injection = { id: string; kind: FaultKind; at: number };

export type Faults = {
  /** Does this kind strike at this opportunity? Every call is one opportunity. */
  strike(kind: FaultKind): boolean;
  /** Numbers for a fault's size; each kind has its own. */
  rng(kind: FaultKind): Rng;
  /** Counts something that was not drawn: it comes of how this seed's world is. */
  happened(kind: FaultKind): void;
  /** From now on none strikes: the healing phase. */
  heal(): void;
  readonly injections: readonly Injection[];
};

/** Which faults a run may have: all that its seed draws, or only these. */
export type Allowed = ReadonlySet<string> | "all";

/**
 * Swarm testing: each seed has a random part of the kinds, each at its own rate, some ten times their usual; a few seeds have
 * none, and a few have one alone. Where a kind strikes depends on the seed and on its own opportunities only, so leaving
 * others out moves it as little as can be.
 */
export function drawFaults(seed: number, now: () => number, allowed: Allowed): Faults {
  const rng = rngOf(seed).split("swarm");
  const share = rng.pick([0, 0.15, 0.3, 0.5, 0.5, 0.8]);
  const strength = rng.pick([0.3, 1, 1, 2]);
  const kinds = new Map<FaultKind, Kind>();
  for (const kind of allFaultKinds) {
    const isOn = rng.chance(share);
    const rate = faultKinds[kind].rate * strength * rng.pick([0.3, 1, 1, 1, 3, 10]);
    if (isOn) kinds.set(kind, drawKind(seed, kind, Math.min(rate, 0.5)));
  }
  const injections: Injection[] = [];
  let isHealed = false;
  return {
    strike(kind) {
      const drawn = kinds.get(kind);
      if (drawn === undefined) return false;
      const n = ++drawn.opportunities;
      if (n < drawn.next) return false;
      drawn.next = n + gap(drawn.when, drawn.rate);
      const id = `${kind}#${n}`;
      if (isHealed || (allowed !== "all" && !allowed.has(id))) return false;
      injections.push({ id, kind, at: now() });
      return true;
    },
    rng: (kind) => (kinds.get(kind) ?? drawKind(seed, kind, 0)).size,
    happened: (kind) => void injections.push({ id: `${kind}#-`, kind, at: now() }),
    heal: () => {
      isHealed = true;
    },
    injections,
  };
}

/** Only what is planned strikes: these faults, named as they are told. Without a plan every opportunity is noted. */
export function plannedFaults(now: () => number, planned: Allowed): Faults {
  const opportunities = new Map<FaultKind, number>();
  const injections: Injection[] = [];
  let isHealed = false;
  return {
    strike(kind) {
      const n = (opportunities.get(kind) ?? 0) + 1;
      opportunities.set(kind, n);
      if (isHealed) return false;
      const id = `${kind}#${n}`;
      if (planned !== "all" && !planned.has(id)) return false;
      injections.push({ id, kind, at: now() });
      return planned !== "all";
    },
    rng: (kind) => rngOf(digest(kind)),
    happened: () => {},
    heal: () => {
      isHealed = true;
    },
    injections,
  };
}

type Kind = { rate: number; opportunities: number; next: number; when: Rng; size: Rng };

function drawKind(seed: number, kind: FaultKind, rate: number): Kind {
  const when = rngOf(seed ^ digest(kind));
  return { rate, opportunities: 0, next: gap(when, rate), when, size: when.split("size") };
}

/** Opportunities until the next strike: drawn at once, so that a call which nothing happens to costs a comparison. */
function gap(rng: Rng, rate: number): number {
  if (rate <= 0) return Number.POSITIVE_INFINITY;
  return 1 + Math.floor(Math.log(1 - rng.next()) / Math.log(1 - rate));
}
