import { useEffect, useRef, useState } from 'react';
import type { TuttiClient } from '../connection/client.ts';
import { bucketSeconds, type LaneActivity, laneActivity } from './lane-activity.ts';
import { msPerPixel, type Placed } from './scene.ts';
import type { Span } from './spans.ts';

/** While the sight moves nothing is asked. The viewer's ms. */
const restMs = 150;

/** What goes on is asked again so often, while it is in sight. */
const againMs = 5000;

/** A stretch and its buckets that are known: so much on both sides of what is in sight. */
const around = 0.75;

interface Known extends Span {
  readonly activity: LaneActivity;
  readonly seconds: number;
}

/** What the terminals printed in the stretch that is in sight, as fine as it can be seen; null: not known yet, or nothing is recorded. */
export const useActivity = (
  host: TuttiClient,
  run: number,
  placed: Placed,
  end: number,
): LaneActivity | null => {
  const [known, setKnown] = useState<Known | null>(null);
  const { sight, width } = placed;
  const seconds = bucketSeconds(msPerPixel(placed));
  const covered =
    known !== null &&
    known.seconds === seconds &&
    known.from <= sight.from &&
    known.to >= Math.min(sight.to, end);
  // Of what goes on, whether it has gone on for long enough to be asked again.
  const round = covered ? 0 : Math.floor(end / againMs);
  const asking = useRef(false);
  const { from, to } = sight;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked when what is known does not cover what is in sight
  useEffect(() => {
    if (covered || width === 0) return;
    let gone = false;
    const timer = setTimeout(async () => {
      if (asking.current) return;
      asking.current = true;
      const pad = (to - from) * around;
      // Never beyond what there is: what comes later is not known to be nothing.
      const span = { from: Math.max(0, Math.floor(from - pad)), to: Math.min(Math.ceil(to + pad), end) };
      const answer = await host.call('recordings.activity', {
        run,
        ...span,
        to: Math.max(span.from, span.to),
        seconds,
      });
      asking.current = false;
      if (gone || !answer.ok) return;
      setKnown({ ...span, seconds, activity: laneActivity(answer.value, seconds) });
    }, restMs);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [host, run, covered, round, seconds, from, to, width]);
  return known?.activity ?? null;
};
