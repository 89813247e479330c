import { parseArgs } from "node:util";
import { fc } from "../support/fast-check.ts";
import { mailTargets } from "./mail-targets.ts";

/**
 * `node test/fuzz/mail.ts [--runs N] [--seed N]`: half of the inputs are addresses, three tenths lines of headers, the rest
 * whole mails, through the composer and the request to SES, read by another parser.
 */
const { values } = parseArgs({
  options: { runs: { type: "string", default: "1000000" }, seed: { type: "string", default: "1" } },
});
const shares: Record<string, number> = { addresses: 0.5, "header lines": 0.3, "whole mails": 0.2 };
for (const { name, property, counts } of mailTargets()) {
  const numRuns = Math.ceil(Number(values.runs) * (shares[name] ?? 0));
  const started = performance.now();
  await fc.assert(property, { numRuns, seed: Number(values.seed) });
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${name.padEnd(14)}${numRuns.toLocaleString("en")} inputs, ${counts.refused.toLocaleString("en")} of them refused or cleaned, in ${seconds.toFixed(0)} s`,
  );
}
