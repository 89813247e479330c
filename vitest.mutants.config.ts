import { defineConfig } from "vitest/config";

/** The tests of the core that need no other process: mutation testing runs them thousands of times. */
export default defineConfig({
  test: {
    isolate: false,
    env: { ROWBELL_TEST_TABLES: "memory" },
    include: [
      "test/domain/{diff,checkpoint,brake,content}*.test.ts",
      "test/pipeline/judge/{change-of,evaluate*,next-timers}.test.ts",
      "test/pipeline/rows/*.test.ts",
      "test/pipeline/clock/{set-timers,strike-*}.test.ts",
      "test/pipeline/windows/watch.test.ts",
      "test/stores/*.test.ts",
    ],
  },
});
