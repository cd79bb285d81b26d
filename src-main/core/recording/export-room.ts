import { exportRecordingSchema } from '@contract/recording-export.ts';
import { fail, ok, type Result } from '@contract/result.ts';
import type { StreamInput } from '@contract/verbs.ts';
import type { View } from '@contract/view.ts';
import type { Following, StreamSink } from '../doors/served-rooms.ts';
import type { Caller } from '../model/caller.ts';
import type { Exporting } from '../ports/recording-exporter.ts';
import type { ProjectPorts } from '../project-ports.ts';
import { maskingRules } from './masking/masking-rules.ts';

type Ports = Pick<ProjectPorts, 'exporter' | 'ground' | 'profiles' | 'recorder' | 'log'>;

const isAbsolute = (path: string): boolean => /^(?:\/|[A-Za-z]:[\\/])/.test(path);

/** What instances are launched with: the person's environment, and what their profiles add to it. */
const environmentsOf = async (
  { ground, profiles }: Ports,
  { instances, trusted }: View,
): Promise<Readonly<Record<string, string>>[]> => {
  const names = new Set(Object.values(instances).map(({ profile }) => profile));
  const found = await Promise.all([...names].map((name) => profiles.find(name, trusted)));
  return [ground().baseEnv, ...found.flatMap((profile) => (profile.ok ? [profile.value.env] : []))];
};

/** Follows the export of a recording: the person alone may ask for it, since it writes where they say. */
export const exportRecording = (
  ports: Ports,
  view: () => View,
  caller: Caller,
  raw: StreamInput<'recordings.export'>,
  sink: StreamSink<'recordings.export'>,
): Result<Following> => {
  if (caller.kind === 'instance')
    return fail('refused', 'Only the person exports recordings.', 'Ask the person.');
  if (caller.readOnly)
    return fail(
      'read_only',
      'This door only reads, and an export writes a file.',
      'Ask with the person’s own token.',
    );
  const wish = exportRecordingSchema.parse(raw);
  if (wish.output !== null && !isAbsolute(wish.output))
    return fail('bad_input', `${wish.output} does not begin at the root.`, 'Name an absolute path.', {
      field: 'output',
    });
  let exporting: Exporting | null = null;
  let cancelled = false;
  const begin = async (): Promise<void> => {
    // What has happened up to now is in the file, also of a run that goes on.
    await ports.recorder.flush();
    const known = view();
    const { rules, unknown } = maskingRules(known.settings.recording, await environmentsOf(ports, known));
    if (cancelled) return;
    const { run, format, instances = null, masked, output, force } = wish;
    exporting = ports.exporter.begin(
      { run, format, instances, rules: masked ? rules : null, output, force },
      {
        item: (item) => sink.item(item.kind === 'done' && masked ? { ...item, unknown: [...unknown] } : item),
        end: (error) => sink.end(error),
      },
    );
  };
  begin().catch((error: unknown) => {
    ports.log.error('an export', error);
    sink.end(fail('internal', 'The export could not be begun.', 'Look into the host’s log.').error);
  });
  return ok({
    ack: (bytes) => exporting?.ack(bytes),
    cancel: () => {
      cancelled = true;
      exporting?.cancel();
    },
  });
};
