/**
 * How many inputs a property gets: as many as its test says, times `TUTTI_FUZZ_RUNS` (a factor, 1 unless set). In CI every tool and
 * command gets a few; `TUTTI_FUZZ_RUNS=20 npx vitest run tests/fuzz` looks long.
 */
export const fuzzFactor = Math.max(1, Number(process.env.TUTTI_FUZZ_RUNS ?? 1) || 1);

export const fuzzRuns = (usual: number): number => Math.ceil(usual * fuzzFactor);

/** How long a test may take, in ms, where its properties take `usual` at the most. */
export const fuzzTimeout = (usual: number): number => usual * fuzzFactor;
