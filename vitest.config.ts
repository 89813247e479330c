import { defineConfig } from "vitest/config";
import { ClosingLine } from "./test/support/closing-line.ts";

export default defineConfig({
  test: {
    globalSetup: "test/support/temporary.ts",
    include: ["test/**/*.test.ts"],
    reporters: ["default", new ClosingLine()],
    // Files share processes: they keep no state but what they start themselves, and loading everything anew for each takes
    // half of the time of a run.
    isolate: false,
    // The runner's own choice is one less than there are cores; what tests wait for are other processes.
    maxWorkers: 2,
    // Tests start real databases and browsers on two cores.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What a page shows after a click comes when it comes on a busy machine; a second, the runner's own, is no fault.
    expect: { poll: { timeout: 15_000 } },
  },
});
