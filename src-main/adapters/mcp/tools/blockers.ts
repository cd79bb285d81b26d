import { type Tool, tool } from '../tool.ts';
import { instanceLine } from '../tool-texts.ts';
import { everyone, leaders, repeats, someId } from './words.ts';

export const blockerTools: readonly Tool[] = [
  tool({
    name: 'reportBlocker',
    verb: 'instances.reportBlocker',
    title: 'Report a blocker',
    roles: everyone,
    annotations: repeats,
    description: `Tells your parent that you can't go on, and why; your state becomes blocked. Where your parent can't help or doesn't in its time, the person is asked. Don't send a message about it, too.
When: a decision, an access or someone else's work is missing and you have tried what is yours to try. Not for a question that your parent can answer while you go on: use sendMessage.
Answers with yourself. Help comes as a message: end your turn and go on when it has come.
Example: {"blocker": "tests/db.test.ts needs a PostgreSQL server and none runs here", "kind": "access", "needs": "a server, or a yes to mocking it", "from": "whoever set up the machine"}`,
    fields: {
      blocker: 'What stops you, and what you have tried.',
      kind: 'decision (someone must choose), access (a right, a login, a machine), dependency (work of others), conflict (two things that exclude each other), other.',
      needs: 'What would let you go on.',
      from: 'From whom or what that has to come: an instance, person, a team.',
    },
    render: (instance) => [`Reported. You are ${instanceLine(instance)}`],
  }),
  tool({
    name: 'escalate',
    verb: 'blockers.escalate',
    title: 'Escalate a blocker',
    roles: leaders,
    annotations: repeats,
    description: `Passes the blocker of an instance below you on to the person, who is asked at once.
When: a child has told you of a blocker that is not yours to settle. If you can settle it, answer with sendMessage instead: that ends it.
Answers with the blocked instance.
Example: {"id": "spec_1_1_2", "reason": "only the customer knows the format"}`,
    fields: { id: someId, reason: 'Why you can’t settle it, and what you would choose.' },
    render: (instance) => [`The person is asked now. ${instanceLine(instance)}`],
  }),
];
