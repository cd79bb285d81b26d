import { ok } from '@contract/result.ts';
import type { runTemplateVerbs } from '@contract/run-template-verbs.ts';
import type { Crew } from '../hierarchy/crew.ts';
import type { Rooms } from '../room.ts';
import { launchRun } from './launch-run.ts';

export const runTemplateRooms = (crew: Crew): Rooms<keyof typeof runTemplateVerbs> => {
  const { templates } = crew.ports;
  return {
    'templates.list': async () => ok([...(await templates.list(crew.ledger.view.trusted))]),
    'templates.show': (_caller, { name }) => templates.show(name, crew.ledger.view.trusted),
    'runs.launch': (caller, input) => launchRun(crew, caller, input),
  };
};
