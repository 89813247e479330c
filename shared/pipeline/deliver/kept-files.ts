import { PermanentError } from "../../domain/errors.ts";
import { type FileSource, sizeText } from "../../domain/message/mail-file.ts";
import type { Clock } from "../../ports.ts";

/** A picture that is exchanged in Notion is another one in the mails of the next minutes. */
const keptMs = 5 * 60_000;
const mostBytes = 16_000_000;

/** Files of pages while a function is warm: a rule's picture would else be fetched anew for each of its mails. */
export class KeptFiles {
  readonly #clock: Clock;
  readonly #kept = new Map<string, { content: Uint8Array; until: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async take(source: FileSource, most: number, read: () => Promise<Uint8Array>): Promise<Uint8Array> {
    // What a cell holds belongs to one row, and is wanted once.
    if (!("block" in source)) return read();
    const known = this.#kept.get(source.block);
    if (known && this.#clock.now().getTime() < known.until) return withinSize(known.content, most);
    this.#kept.delete(source.block);
    const content = await read();
    this.#kept.set(source.block, { content, until: this.#clock.now().getTime() + keptMs });
    this.#shrink();
    return content;
  }

  /** The oldest go first. */
  #shrink(): void {
    let bytes = [...this.#kept.values()].reduce((sum, { content }) => sum + content.length, 0);
    for (const [block, { content }] of this.#kept) {
      if (bytes <= mostBytes) return;
      this.#kept.delete(block);
      bytes -= content.length;
    }
  }
}

function withinSize(content: Uint8Array, most: number): Uint8Array {
  if (content.length <= most) return content;
  throw new PermanentError(`it is larger than the ${sizeText(most)} that there is room for`);
}

const kept = new WeakMap<object, KeptFiles>();

/** Those of one set of services. */
export function keptFiles(services: { clock: Clock }): KeptFiles {
  const known = kept.get(services);
  if (known) return known;
  const files = new KeptFiles(services.clock);
  kept.set(services, files);
  return files;
}
