import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { designMutants, type Mutant } from "./design-mutants.ts";
import { runSeed } from "./run-seed.ts";

/**
 * `npm run sim:mutants -- [--only TEXT] [--until SEED]`: takes one guard of the design away at a time, in a copy of the
 * source, and counts the worlds until the checker finds it missing.
 */
const { values } = parseArgs({
  options: {
    only: { type: "string", default: "" },
    until: { type: "string", default: "2000" },
    workers: { type: "string", default: String(availableParallelism()) },
  },
});

const root = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);
const last = Number(values.until);

type Fate = { mutant: Mutant; seeds?: number; invariant?: string };

const open = designMutants.filter(({ name }) => name.includes(values.only));
for (const mutant of open) for (const edit of mutant.edits) await mutated(edit, mutant.name);
const fates: Fate[] = [];
await Promise.all(
  Array.from({ length: Number(values.workers) }, async () => {
    for (let mutant = open.shift(); mutant; mutant = open.shift()) {
      const fate = await fateOf(mutant);
      fates.push(fate);
      print(fate);
    }
  }),
);
const alive = fates.filter(({ seeds, mutant }) => seeds === undefined && !mutant.coveredBy);
console.log(`\n${fates.filter(({ seeds }) => seeds !== undefined).length} of ${fates.length} killed`);
process.exitCode = alive.length > 0 ? 1 : 0;

async function fateOf(mutant: Mutant): Promise<Fate> {
  const folder = await mkdtemp(join(tmpdir(), "mutant-"));
  try {
    await cp(join(root, "shared"), join(folder, "shared"), { recursive: true });
    await cp(join(root, "test/sim"), join(folder, "test/sim"), { recursive: true });
    await cp(join(root, "package.json"), join(folder, "package.json"));
    await symlink(join(root, "node_modules"), join(folder, "node_modules"));
    for (const edit of mutant.edits)
      await writeFile(join(folder, "shared", edit.file), await mutated(edit, mutant.name, folder));
    return { mutant, ...(await hunt(folder)) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @throws Error where the design was written anew meanwhile, and the mutant has to follow. */
async function mutated(
  { file, from, to }: Mutant["edits"][number],
  name: string,
  folder = root,
): Promise<string> {
  const text = await readFile(join(folder, "shared", file), "utf8");
  if (text.split(from).length !== 2)
    throw new Error(`"${name}" does not fit shared/${file} any more: ${from}`);
  return text.replace(from, () => to);
}

/** A seed that fails without the mutation too says nothing. */
async function hunt(folder: string): Promise<{ seeds?: number; invariant?: string }> {
  for (let from = 1; from <= last; ) {
    const given = [join(folder, "test/sim/hunt.ts"), "--seed", String(from), "--until", String(last)];
    const { stdout } = await run(process.execPath, given, { cwd: folder });
    const { seed, invariant } = JSON.parse(stdout) as { seed?: number; invariant?: string };
    if (seed === undefined || invariant === undefined) return {};
    if ((await runSeed(seed)).violations.length === 0) return { seeds: seed, invariant };
    from = seed + 1;
  }
  return {};
}

function print({ mutant: { name, coveredBy }, seeds, invariant }: Fate): void {
  const fate =
    seeds === undefined
      ? `lives${coveredBy ? `, covered by ${coveredBy}` : ""}`
      : `${String(seeds).padStart(5)}  ${invariant}`;
  console.log(`${name.padEnd(44)}${fate}`);
}
