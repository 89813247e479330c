import fc from "fast-check";

/**
 * fast-check with one seed for every run, so that a commit is judged by what it changed. `npm run test:fuzz` draws
 * another seed and ten times the cases; what it finds becomes a named test.
 */
fc.configureGlobal({
  seed: Number(process.env.ROWBELL_TEST_SEED ?? 1),
  ...(process.env.ROWBELL_TEST_SEED === undefined ? {} : { numRuns: 1_000 }),
});

export { fc };
