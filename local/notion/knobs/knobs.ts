import { randomFrom } from "../../random.ts";
import { expectBoolean, expectNumber, expectObject, expectOneOf } from "../expect.ts";
import { failed } from "../problem.ts";
import { KNOBS, type KnobName, type KnobValue, type KnobValues } from "./registry.ts";

/** What a person makes go wrong. Everything is off until it is set. */
export class Knobs {
  #values = offValues();
  #random = randomFrom(this.#values.seed);
  readonly #listeners = new Set<() => void>();

  get<N extends KnobName>(name: N): KnobValue<N> {
    return this.#values[name];
  }

  all(): KnobValues {
    return { ...this.#values };
  }

  /** Sets the knobs that are named. @throws Problem naming the first that is unknown or set wrong; then none is set. */
  set(input: unknown): void {
    const given = Object.entries(expectObject(input, "body")).map(([name, value]) => [
      name,
      read(name, value),
    ]);
    this.#values = { ...this.#values, ...Object.fromEntries(given) };
    if (given.some(([name]) => name === "seed")) this.#random = randomFrom(this.#values.seed);
    for (const listener of this.#listeners) listener();
  }

  /** Turns everything off. */
  reset(): void {
    this.set(offValues());
  }

  onSet(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** From 0 to 1, drawn from the seed. */
  random(): number {
    return this.#random();
  }

  /** Whether what the knob gives the chance of happens now. Draws nothing while the knob is off. */
  happens(
    name: { [N in KnobName]: (typeof KNOBS)[N]["kind"] extends "chance" ? N : never }[KnobName],
  ): boolean {
    const chance = this.get(name);
    return chance > 0 && this.#random() < chance;
  }
}

function offValues(): KnobValues {
  const values = Object.entries(KNOBS).map(([name, { off }]) => [name, off]);
  return Object.fromEntries(values) as KnobValues;
}

function read(name: string, value: unknown): unknown {
  const where = `body.${name}`;
  const knob = Object.hasOwn(KNOBS, name) ? KNOBS[name as KnobName] : undefined;
  if (!knob) throw failed(where, `one of ${Object.keys(KNOBS).join(", ")}`, value);
  if (knob.kind === "flag") return expectBoolean(value, where);
  if (Array.isArray(knob.kind)) return expectOneOf(value, knob.kind as readonly string[], where);
  const number = expectNumber(value, where);
  if (knob.kind === "chance") {
    if (number < 0 || number > 1) throw failed(where, "a number from 0 to 1", value);
  } else if (!Number.isInteger(number) || number < 0) {
    throw failed(where, "a whole number, 0 or more", value);
  }
  return number;
}
