import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Tests start real databases and browsers on two cores.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
