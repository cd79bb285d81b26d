import { fail, ok } from '@contract/result.ts';
import type { ProjectVerbName } from '@contract/verbs.ts';
import { looksOnly } from '../model/caller.ts';
import type { Rooms } from '../room.ts';
import type { Crew } from './crew.ts';

const textsHidden = fail(
  'read_only',
  'The text of a profile may hold keys, so it is not shown here.',
  'Use the window itself.',
);

export const profileRooms = ({
  ledger,
  ports,
}: Crew): Rooms<Extract<ProjectVerbName, `profiles.${string}`>> => ({
  'profiles.list': async () => ok([...(await ports.profiles.list(ledger.view.trusted))]),
  'profiles.source': (caller, choice) =>
    looksOnly(caller) ? textsHidden : ports.profileFiles.source(choice, ledger.view.trusted),
  // What a text extends comes back with it.
  'profiles.examine': async (caller, input) =>
    looksOnly(caller) ? textsHidden : ok(await ports.profileFiles.examine(input)),
  'profiles.save': (_caller, input) => ports.profileFiles.save(input, ledger.view.trusted),
  'profiles.copy': (_caller, input) => ports.profileFiles.copy(input, ledger.view.trusted),
  'profiles.delete': async (_caller, read) => {
    const removed = await ports.profileFiles.remove(read, ledger.view.trusted);
    return removed.ok ? ok({}) : removed;
  },
  'profiles.logins': async (_caller, { profile }) =>
    ok([...(await ports.profiles.logins(ledger.view.trusted, profile))]),
});
