import { ok } from '@contract/result.ts';
import type { runTemplateVerbs } from '@contract/run-template-verbs.ts';
import type { Crew } from '../hierarchy/crew.ts';
import type { Rooms } from '../room.ts';
import { launchRun } from './launch-run.ts';

export const runTemplateRooms = (crew: Crew): Rooms<keyof typeof runTemplateVerbs> => {
  const { templates } = crew.ports;
  return {
    'templates.list': async () => ok([...(await templates.list(crew.ledger.view.trusted))]),
    'templates.show': async (_caller, { name }) => {
      const shown = await templates.show(name, crew.ledger.view.trusted);
      // To a launch it is its `template`.
      return shown.ok ? shown : { ok: false, error: { ...shown.error, field: 'name' } };
    },
    'runs.launch': (caller, input) => launchRun(crew, caller, input),
  };
};
