import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { designMutants, type Mutant } from "./design-mutants.ts";

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

/** Taken once, so that somebody who edits meanwhile changes nothing. */
const original = await copied(root);
const open = designMutants.filter(({ name }) => name.includes(values.only));
const fates: Fate[] = [];
try {
  for (const mutant of open) for (const edit of mutant.edits) await mutated(edit, mutant.name);
  await Promise.all(Array.from({ length: Number(values.workers) }, work));
} finally {
  await rm(original, { recursive: true });
}
const killed = fates.filter(({ seeds }) => seeds !== undefined);
console.log(`\n${killed.length} of ${fates.length} killed`);
process.exitCode = fates.some(({ seeds, mutant }) => seeds === undefined && !mutant.coveredBy) ? 1 : 0;

async function work(): Promise<void> {
  for (let mutant = open.shift(); mutant; mutant = open.shift()) {
    const fate = await fateOf(mutant);
    fates.push(fate);
    print(fate);
  }
}

async function copied(from: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "mutant-"));
  for (const part of ["shared", "test/sim", "package.json"])
    await cp(join(from, part), join(folder, part), { recursive: true });
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

async function fateOf(mutant: Mutant): Promise<Fate> {
  const folder = await copied(original);
  try {
    for (const edit of mutant.edits)
      await writeFile(join(folder, "shared", edit.file), await mutated(edit, mutant.name, folder));
    const isFound = mutant.scenario !== undefined && (await breaksAtACrash(folder, mutant.scenario));
    if (isFound) return { mutant, seeds: 0, invariant: `a crash point of "${mutant.scenario}"` };
    return { mutant, ...(await firstKill(folder)) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @throws Error where the design was written anew meanwhile, and the mutant has to follow. */
async function mutated(
  { file, from, to }: Mutant["edits"][number],
  name: string,
  folder = original,
): Promise<string> {
  const text = await readFile(join(folder, "shared", file), "utf8");
  if (text.split(from).length !== 2)
    throw new Error(`"${name}" does not fit shared/${file} any more: ${from}`);
  return text.replace(from, () => to);
}

/** A seed that fails without the mutation too says nothing. */
async function firstKill(folder: string): Promise<Pick<Fate, "seeds" | "invariant">> {
  for (let from = 1; from <= last; ) {
    const { seed, invariant } = await hunt(folder, from, last);
    if (seed === undefined || invariant === undefined) return {};
    if ((await hunt(original, seed, seed)).seed === undefined) return { seeds: seed, invariant };
    from = seed + 1;
  }
  return {};
}

async function breaksAtACrash(folder: string, scenario: string): Promise<boolean> {
  const given = [join(folder, "test/sim/crash-points.ts"), "--only", scenario];
  return run(process.execPath, given, { cwd: folder }).then(
    () => false,
    () => true,
  );
}

async function hunt(
  folder: string,
  from: number,
  until: number,
): Promise<{ seed?: number; invariant?: string }> {
  const given = [join(folder, "test/sim/hunt.ts"), "--seed", String(from), "--until", String(until)];
  return JSON.parse((await run(process.execPath, given, { cwd: folder })).stdout);
}

function print({ mutant: { name, coveredBy }, seeds, invariant }: Fate): void {
  const lives = coveredBy === undefined ? "lives" : `lives, covered by ${coveredBy}`;
  console.log(
    `${name.padEnd(44)}${seeds === undefined ? lives : `${String(seeds).padStart(5)}  ${invariant}`}`,
  );
}
