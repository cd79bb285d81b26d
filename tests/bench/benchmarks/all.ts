import type { Benchmark } from '../benchmark.ts';
import { claudesBenchmark } from './claudes.ts';
import { deliveryBenchmark } from './delivery.ts';
import { floodBenchmark } from './flood.ts';
import { hookBenchmark } from './hook.ts';
import { idleBenchmark } from './idle.ts';
import { locksBenchmark } from './locks.ts';
import { memoryBenchmark } from './memory.ts';
import { mergesBenchmark } from './merges.ts';
import { messageBenchmark } from './message.ts';
import { progressBenchmark } from './progress.ts';
import { queueBenchmark } from './queue.ts';
import { recorderBenchmark } from './recorder.ts';
import { recordingBenchmark } from './recording.ts';
import { signBenchmark } from './sign.ts';
import { spawnBenchmark } from './spawn.ts';
import { standsBenchmark } from './stands.ts';
import { startupBenchmark } from './startup.ts';

export const benchmarks: readonly Benchmark[] = [
  messageBenchmark,
  spawnBenchmark,
  floodBenchmark,
  idleBenchmark,
  memoryBenchmark,
  startupBenchmark,
  progressBenchmark,
  signBenchmark,
  claudesBenchmark,
  deliveryBenchmark,
  locksBenchmark,
  queueBenchmark,
  hookBenchmark,
  standsBenchmark,
  mergesBenchmark,
  recorderBenchmark,
  recordingBenchmark,
];
