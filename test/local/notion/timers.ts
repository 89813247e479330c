/** What an emulator does later, when the test says that the time has passed. */
export class Timers {
  #now = 0;
  #waiting: { at: number; work: () => void }[] = [];

  readonly later = (ms: number, work: () => void): void => {
    this.#waiting.push({ at: this.#now + ms, work });
  };

  /** Runs all that falls due within the time, in its order, also what that brings about. */
  pass(seconds: number): void {
    const end = this.#now + seconds * 1000;
    for (;;) {
      const next = this.#waiting.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#waiting = this.#waiting.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.work();
    }
    this.#now = end;
  }
}
