import type { TuttiClient } from '../connection/client.ts';

/** Where reports are asked for. */
export interface InsightSource {
  readonly client: TuttiClient;
  /** A recording without its project, which answers `recordings.*` alone. */
  readonly alone: boolean;
}

/** Shows a moment of a run's recording; null: the run has none. */
export type ShowMoment = (run: number, at: number, instance: string | null) => void;
