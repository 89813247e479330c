/** Moments of a simulated world, in milliseconds since 1970. What happens at the same moment happens in the order it was asked for. */
export type VirtualTime = {
  now(): number;
  /** Calls back at a moment; one that has passed is now. */
  at(time: number, run: () => void): void;
  sleep(ms: number): Promise<void>;
  /** Lets the world go on until that moment, or until nothing is left to happen. */
  run(until: number): Promise<void>;
  /** How many things have happened so far. */
  events(): number;
};

/** Immediates are handed to Node in batches: between two of a batch it runs every microtask, without asking the system for events. */
const batchSize = 256;

export function virtualTime(start: number): VirtualTime {
  let now = start;
  let count = 0;
  const heap = new Heap();

  const run = (until: number) =>
    new Promise<void>((resolve, reject) => {
      let isOver = false;
      const step = () => {
        if (isOver) return;
        const next = heap.first();
        if (next === undefined || next.time > until) {
          isOver = true;
          now = Math.max(now, until);
          resolve();
          return;
        }
        heap.pop();
        now = next.time;
        count++;
        try {
          next.run();
        } catch (error) {
          isOver = true;
          reject(error);
        }
      };
      const batch = () => {
        if (isOver) return;
        for (let i = 0; i < batchSize; i++) setImmediate(step);
        setImmediate(batch);
      };
      batch();
    });

  const at = (time: number, callback: () => void) => heap.push(Math.max(time, now), callback);
  return {
    now: () => now,
    at,
    sleep: (ms) => new Promise((resolve) => at(now + ms, resolve)),
    run,
    events: () => count,
  };
}

type Event = { time: number; seq: number; run: () => void };

/** A binary heap by (time, seq). */
class Heap {
  readonly #events: Event[] = [];
  #seq = 0;

  first(): Event | undefined {
    return this.#events[0];
  }

  push(time: number, run: () => void): void {
    const event = { time, seq: this.#seq++, run };
    let place = this.#events.push(event) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#events[parent] as Event;
      if (!isBefore(event, above)) break;
      this.#events[place] = above;
      place = parent;
    }
    this.#events[place] = event;
  }

  pop(): void {
    const last = this.#events.pop();
    const size = this.#events.length;
    if (last === undefined || size === 0) return;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      const [left, right] = [this.#events[child] as Event, this.#events[child + 1]];
      if (right !== undefined && isBefore(right, left)) child++;
      const smaller = this.#events[child] as Event;
      if (!isBefore(smaller, last)) break;
      this.#events[place] = smaller;
      place = child;
    }
    this.#events[place] = last;
  }
}

function isBefore(a: Event, b: Event): boolean {
  return a.time < b.time || (a.time === b.time && a.seq < b.seq);
}
