import { decisionsText, decisionText, knowledgeText, oneKnown } from '../knowledge-texts.ts';
import { type Tool, tool } from '../tool.ts';
import { adds, ends, everyone, looks, repeats } from './words.ts';

const keyWords = 'What it is about, from the widest to the narrowest, such as api/auth/token-format.';

export const knowingTools: readonly Tool[] = [
  tool({
    name: 'recordKnowledge',
    verb: 'knowledge.record',
    title: 'Record knowledge',
    roles: everyone,
    annotations: repeats,
    description: `Keeps a fact that others will need, for all instances and later runs; a key that is known gets a new version.
When: you found out, or made, what someone else would have to find out again: an interface, a command, a trap. Not for progress, and not for what the code says itself.
Example: {"key": "api/auth/token-format", "value": "JWT, RS256, 15 min; claims in src/auth/claims.ts"}`,
    fields: { key: keyWords, value: 'The fact, as someone without your context understands it.' },
    render: (entry) => [`Recorded ${entry.key}, version ${entry.version}.`],
  }),
  tool({
    name: 'getKnowledge',
    verb: 'knowledge.get',
    title: 'Get knowledge',
    roles: everyone,
    annotations: looks,
    description: `Answers with what was recorded: one key whole, or a list by namespace or words, the newest first.
When: before you find something out yourself.
Example: {"words": "token format"}
Example: {"key": "api/auth/token-format"}`,
    fields: {
      key: 'One key: its whole value.',
      history: 'true, with a key: its earlier versions, too.',
      under: 'All keys under this, such as api/auth.',
      words: 'Words that key or value have.',
      skip: 'Leave out so many of the list.',
      limit: 'At most so many.',
    },
    render: knowledgeText,
  }),
  tool({
    name: 'forgetKnowledge',
    verb: 'knowledge.forget',
    title: 'Forget knowledge',
    roles: everyone,
    annotations: ends,
    description: `Takes a key out of what is known; only its author and an executive may. To correct it, record it anew instead.
Example: {"key": "api/auth/token-format"}`,
    fields: { key: keyWords },
    render: (entry) => [`Forgot ${oneKnown(entry)}`],
  }),
  tool({
    name: 'recordDecision',
    verb: 'decisions.record',
    title: 'Record a decision',
    roles: everyone,
    annotations: adds,
    description: `Records a choice that others must keep to, and why it was made; each new instance is told of it.
When: you settled something within your task that reaches beyond it. What is not yours to settle, ask your parent.
Example: {"title": "Times are UTC milliseconds", "text": "Everywhere, also in the API: no time zone can be lost.", "paths": ["src/api"]}`,
    fields: {
      title: 'The choice in a few words.',
      text: 'What was chosen, and why; what was not, and why not.',
      paths: 'The files or folders that it concerns; absent: the whole project.',
      replaces: 'The decision that no longer stands, such as dec_3.',
    },
    render: (decision) => [`Recorded ${decisionText(decision)}`],
  }),
  tool({
    name: 'listDecisions',
    verb: 'decisions.list',
    title: 'List decisions',
    roles: everyone,
    annotations: looks,
    description: `Answers with the decisions that stand, the newest first.
When: before you settle something, and with a path before you change files there.
Example: {"path": "src/api"}`,
    fields: {
      all: 'true: those that were replaced, too.',
      path: 'Only what concerns this file or folder.',
      limit: 'At most so many.',
    },
    listName: 'decisions',
    render: decisionsText,
  }),
];
