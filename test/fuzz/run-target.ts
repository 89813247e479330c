import { fc } from "../support/fast-check.ts";
import type { Target } from "./targets.ts";

export type Fuzzed = { slowest: number; text: string; refused: number };

/** Reads so many texts. @throws with the smallest text that makes a reader throw, or answer nothing a person could read. */
export function fuzz({ texts, read }: Target, runs: number): Fuzzed {
  const found: Fuzzed = { slowest: 0, text: "", refused: 0 };
  fc.assert(
    fc.property(texts, (text) => {
      const answer = read(text);
      if (found.slowest < spent(read, text)) {
        const slowest = Math.min(...Array.from({ length: 5 }, () => spent(read, text)));
        if (slowest > found.slowest) Object.assign(found, { slowest, text });
      }
      const problems = problemsIn(answer);
      if (problems.length > 0) found.refused++;
      for (const problem of problems) {
        if (problem === "" || problem.length > 1_000 || !problem.isWellFormed())
          throw new Error(`it answers ${JSON.stringify(problem)}`);
      }
    }),
    { numRuns: runs },
  );
  return found;
}

/** Milliseconds. Once may be the machine's mood: whoever compares asks again and takes the least. */
function spent(read: Target["read"], text: string): number {
  const start = performance.now();
  read(text);
  return performance.now() - start;
}

function problemsIn(answer: object): string[] {
  if ("problem" in answer && typeof answer.problem === "string") return [answer.problem];
  if ("problems" in answer && Array.isArray(answer.problems))
    return answer.problems.map(({ message }: { message: string }) => message);
  return [];
}
