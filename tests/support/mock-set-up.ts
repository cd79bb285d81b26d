import { ok } from '@contract/result.ts';
import type { SetUpReport } from '@contract/set-up.ts';
import type { Handlers } from './mock-rooms.ts';
import type { EventTape } from './sample-events.ts';

const failed: SetUpReport = {
  ...{ copied: 2, linked: 0, notes: ['.env.local is not in your checkout'] },
  check: {
    command: 'npm ci',
    outcome: 'failed',
    output: Array.from({ length: 60 }, (_, at) => `npm error line ${at + 1} of what npm has to say\n`).join(
      '',
    ),
    ms: 41_000,
  },
  trouble: 'its set-up (npm ci) failed',
};

const done: SetUpReport = {
  ...{ copied: 12, linked: 1, trouble: null },
  notes: [
    'submodules are empty in a new worktree (vendor/library): add “git submodule update --init --recursive” to the set-up command',
    'notes.txt is not in .gitignore: it was added to .git/info/exclude, so that nobody commits it',
  ],
  check: { command: 'npm ci', outcome: 'passed', output: 'added 812 packages in 31s\n', ms: 31_000 },
};

/** One whose set-up went well, one whose failed, and one that is being set up. */
export const addSetUps = (tape: EventTape, wanted: boolean): void => {
  if (!wanted) return;
  tape.add('instance.settingUp', { id: 'exec_1', command: 'npm ci' });
  tape.add('instance.setUp', { id: 'exec_1', ...done });
  tape.add('instance.settingUp', { id: 'mgr_1_1', command: 'npm ci' });
  tape.add('instance.setUp', { id: 'mgr_1_1', ...failed });
  tape.add('instance.settingUp', { id: 'mgr_1_2', command: 'npm ci && npm run build -- --all' });
};

/** So many lines the command that is under way prints. */
const mostLines = 40;

export const setUpHandlers = (tape: EventTape): Handlers => {
  let lines = 2;
  return {
    'instances.setUp': ({ id, seen }) => {
      const setUp = tape.view.instances[id]?.setUp ?? null;
      if (setUp?.state === 'under-way') {
        // Whoever follows it gets a line more each time; after the last, nothing more comes.
        if (seen !== undefined && lines < mostLines) lines += 1;
        else if (seen !== undefined) return new Promise<never>(() => undefined);
        const output = Array.from({ length: lines }, (_, at) => `npm: package ${at + 1} of 812\n`).join('');
        return ok({ setUp, report: null, live: { output, printed: output.length } });
      }
      const told = tape.events.findLast((event) => event.kind === 'instance.setUp' && event.data.id === id);
      return ok({ live: null, setUp, report: told?.kind === 'instance.setUp' ? told.data : null });
    },
  };
};
