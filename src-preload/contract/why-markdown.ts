import type { ChainStep, Failure, ToldEvent, Why } from './run-why.ts';

/** A word of an agent's must not become a heading, a link or a page's own markup. */
const plain = (text: string): string => text.replaceAll(/[\\`*_[\]<>|#]/g, '\\$&').replaceAll(/\s+/g, ' ');

const clock = (at: number): string => new Date(at).toISOString().slice(11, 19);

const linkWords: Readonly<Record<NonNullable<ChainStep['link']>, string>> = {
  cause: 'since',
  same: 'before that',
  answers: 'in answer to',
  depends: 'it waited for',
  carries: 'it came with',
};

const originWords: Readonly<Record<NonNullable<ChainStep['origin']>, string>> = {
  person: 'the person did this',
  instance: 'its own act',
  seen: 'seen to happen',
  time: 'its time had come',
  host: 'a host began or ended',
  missing: '**its cause was not recorded**',
};

const eventLine = ({ seq, at, kind, actor, about, words }: ToldEvent): string => {
  const who = about === null || about === actor ? actor : `${actor}, about ${about}`;
  return `\`${clock(at)}\` ${seq} **${kind}** (${plain(who)}) ${plain(words)}`;
};

/** Longer than any run of backticks in the text. */
const fenceFor = (text: string): string =>
  '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));

/** What stood on a screen, within the step that it belongs to. */
const screenText = ({ screen }: ChainStep): string => {
  if (screen === undefined) return '';
  const { instance, lines, exact } = screen;
  const fence = fenceFor(lines.join('\n'));
  const text = [fence, ...lines, fence].map((line) => `   ${line}`.trimEnd());
  const doubt = exact ? '' : ', as far as it can be read';
  return `\n\n   The screen of ${instance}${doubt}:\n\n${text.join('\n')}\n`;
};

const stepLine = (step: ChainStep, at: number): string => {
  const link = step.link === null ? '' : `${linkWords[step.link]}: `;
  const origin = step.origin === null ? '' : ` — ${originWords[step.origin]}`;
  return `${at + 1}. ${link}${eventLine(step)}${origin}${screenText(step)}`;
};

const failureText = ({ what, name, reason, evidence, chain, context }: Failure): string => {
  const fence = fenceFor(evidence);
  const parts = [
    `## ${what === 'run' ? plain(name) : `${what} ${plain(name)}`}: ${plain(reason)}`,
    `### What led to it\n\n${chain.map(stepLine).join('\n')}`,
    ...(evidence === '' ? [] : [`### Last lines\n\n${fence}\n${evidence}\n${fence}`]),
    ...(context.length === 0
      ? []
      : [`### What they did meanwhile\n\n${context.map((event) => `- ${eventLine(event)}`).join('\n')}`]),
  ];
  return parts.join('\n\n');
};

/** The answer as a page. Times are of the day, in UTC. */
export const whyMarkdown = ({ subject, run, failures, more, missing }: Why): string => {
  const title = subject.startsWith('run') ? subject : `${subject} of run ${run}`;
  if (failures.length === 0) return `# Why did ${title} fail?\n\nNothing of it has failed.\n`;
  const notes = [
    ...(more === 0 ? [] : [`${more} more have failed.`]),
    ...(missing.length === 0
      ? []
      : [
          `No cause was recorded with event ${missing.join(', ')}: the chain there goes no further than what is told.`,
        ]),
  ];
  return `${[`# Why did ${title} fail?`, ...failures.map(failureText), ...notes].join('\n\n')}\n`;
};
