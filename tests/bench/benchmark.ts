import type { Figure } from './figures.ts';
import type { Ground } from './support/ground.ts';

export interface Benchmark {
  readonly name: string;
  readonly title: string;
  run(ground: Ground): Promise<Figure[]>;
}
