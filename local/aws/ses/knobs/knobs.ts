import { randomFrom } from "../../../random.ts";
import { AwsError } from "../../aws-error.ts";
import { KNOBS, type KnobName, type KnobValue, type KnobValues } from "./registry.ts";

type ChanceName = { [N in KnobName]: (typeof KNOBS)[N]["kind"] extends "chance" ? N : never }[KnobName];

/** What a person makes go wrong. Everything is off until it is set. */
export class Knobs {
  #values = offValues();
  #random = randomFrom(this.#values.seed);

  get<N extends KnobName>(name: N): KnobValue<N> {
    return this.#values[name];
  }

  all(): KnobValues {
    return { ...this.#values };
  }

  /** Sets the knobs that are named. @throws AwsError naming the first that is unknown or set wrong; then none is set. */
  set(input: unknown): void {
    if (typeof input !== "object" || input === null || Array.isArray(input)) {
      throw refuse('the knobs must be an object, like {"sandbox": true}');
    }
    const given = Object.entries(input).map(([name, value]) => [name, read(name, value)]);
    this.#values = { ...this.#values, ...Object.fromEntries(given) };
    if ("seed" in input) this.#random = randomFrom(this.#values.seed);
  }

  /** Turns everything off. */
  reset(): void {
    this.set(offValues());
  }

  /** Whether what the knob gives the chance of happens now. Draws nothing while the knob is off. */
  happens(name: ChanceName): boolean {
    const chance = this.get(name);
    return chance > 0 && this.#random() < chance;
  }
}

function offValues(): KnobValues {
  return Object.fromEntries(Object.entries(KNOBS).map(([name, { off }]) => [name, off])) as KnobValues;
}

function read(name: string, value: unknown): unknown {
  const knob = Object.hasOwn(KNOBS, name) ? KNOBS[name as KnobName] : undefined;
  if (!knob) throw refuse(`there is no knob ${name}; there are ${Object.keys(KNOBS).join(", ")}`);
  const { kind } = knob;
  if (Array.isArray(kind))
    return must(
      kind.some((one) => one === value),
      value,
      name,
      `one of ${kind.join(", ")}`,
    );
  if (kind === "flag") return must(typeof value === "boolean", value, name, "true or false");
  const number = typeof value === "number" ? value : Number.NaN;
  if (kind === "chance") return must(number >= 0 && number <= 1, value, name, "a number from 0 to 1");
  return must(Number.isInteger(number) && number >= 0, value, name, "a whole number, 0 or more");
}

function must(isRight: boolean, value: unknown, name: string, allowed: string): unknown {
  if (!isRight) throw refuse(`${name} is ${JSON.stringify(value)}; it must be ${allowed}`);
  return value;
}

function refuse(message: string): AwsError {
  return new AwsError("ValidationError", message);
}
