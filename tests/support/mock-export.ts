import { exportRecordingSchema } from '@contract/recording-export.ts';
import { fail, type TuttiError } from '@contract/result.ts';

const masked = { 'a GitHub token': 4, 'the value of DB_PASSWORD': 2, 'what pattern 1 finds': 1 };

/** An export that stands still on its way until it is cancelled (cast-v2), is refused (where something is), or is done at once. */
export const followExport = (
  input: unknown,
  send: (item: unknown) => void,
  end: (error?: TuttiError) => void,
): (() => void) => {
  const wish = exportRecordingSchema.parse(input);
  const { output, format, run } = wish;
  if (output?.endsWith('taken.tutti') === true)
    queueMicrotask(() =>
      end(
        fail('wrong_state', `${output} is there already.`, 'Name another file, or replace it (--force).', {
          field: 'output',
        }).error,
      ),
    );
  else {
    send({ kind: 'progress', phase: 'masking', share: 0.4 });
    if (format === 'cast-v2') return () => {};
    if (output === null) send({ kind: 'part', bytes: new TextEncoder().encode('a recording') });
    const name = `run-${run}.${format}`;
    const told = { masked: wish.masked ? masked : null, unknown: wish.masked ? ['OLD_KEY'] : [] };
    send({ kind: 'done', output, name, files: 1, bytes: 18_400_000, ...told });
    queueMicrotask(() => end());
  }
  return () => {};
};
