import { benchmarks } from './benchmarks/all.ts';
import type { Figure, Outcome } from './figures.ts';
import { makeGround } from './support/ground.ts';

/** Runs one benchmark and hands its outcome to the parent process. What it started is ended, also when it is told to end. */
export const runOne = async (checkout: string, name: string): Promise<void> => {
  const benchmark = benchmarks.find((other) => other.name === name);
  if (benchmark === undefined) throw new Error(`there is no benchmark ${name}`);
  const began = performance.now();
  const seconds = (): number => (performance.now() - began) / 1000;
  const say = (text: string): void => {
    process.stderr.write(`${name}  ${seconds().toFixed(0)} s  ${text}\n`);
  };
  const ground = await makeGround(checkout, say);
  const stop = (signal: NodeJS.Signals): void => {
    void ground.end().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  let figures: Figure[] = [];
  let failure: string | undefined;
  try {
    figures = await benchmark.run(ground);
  } catch (error) {
    failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    await ground.end();
  }
  say('done');
  const outcome: Outcome = {
    benchmark: name,
    seconds: seconds(),
    figures,
    ...(failure === undefined ? {} : { failure }),
  };
  process.send?.(outcome);
  process.disconnect?.();
};
