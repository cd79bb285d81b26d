import type { ChainStep, Failure, ToldEvent, Why, WhySubject } from '@contract/run-why.ts';
import { whyMarkdown } from '@contract/why-markdown.ts';
import { type JSX, useCallback } from 'react';
import { Button } from '../design/button.tsx';
import { copyText } from '../design/clipboard.ts';
import { Dialog } from '../design/dialog.tsx';
import { Empty, ErrorState, Skeleton } from '../design/plain-states.tsx';
import { saveText } from '../design/save-text.ts';
import { clockWords, countWords } from '../design/time-words.ts';
import { toastDone } from '../design/toaster.tsx';
import type { InsightSource, ShowMoment } from './insight-source.ts';
import { useAsked } from './use-asked.ts';
import './run-report.css';
import './why-and-compare.css';

const linkWords: Readonly<Record<NonNullable<ChainStep['link']>, string>> = {
  cause: 'because of',
  same: 'before that',
  answers: 'in answer to',
  depends: 'it waited for',
  carries: 'it came with',
};

const originWords: Readonly<Record<NonNullable<ChainStep['origin']>, string>> = {
  person: 'your own act',
  instance: 'its own act',
  seen: 'seen to happen',
  time: 'its time had come',
  host: 'a host began or ended',
  missing: 'its cause was not recorded',
};

type ToldProps = { readonly event: ToldEvent; readonly run: number; readonly onMoment: ShowMoment };

const instanceOf = ({ about, actor }: ToldEvent): string | null =>
  [about, actor].find((one) => one !== null && /^(exec|mgr|spec)_/.test(one)) ?? null;

const Told = ({ event, run, onMoment }: ToldProps): JSX.Element => {
  const { at, kind, actor, about, words } = event;
  return (
    <p className="rw-told">
      <button
        type="button"
        className="rr-link ds-figures"
        aria-label={`Show ${clockWords(at)} in the replay`}
        onClick={() => onMoment(run, at, instanceOf(event))}
      >
        {clockWords(at)}
      </button>
      <b className="ds-figures">{kind}</b>
      <span className="ds-quiet">
        {about === null || about === actor ? actor : `${actor}, about ${about}`}
      </span>
      <span className="rw-words">{words}</span>
    </p>
  );
};

const Screen = ({ step: { screen } }: { readonly step: ChainStep }): JSX.Element | null =>
  screen === undefined ? null : (
    <figure className="rw-screen">
      <figcaption className="ds-field-note">
        The screen of {screen.instance} at that moment{screen.exact ? '' : ', as far as it can be read'}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      <pre tabIndex={0}>{screen.lines.join('\n')}</pre>
    </figure>
  );

type FailureProps = { readonly failure: Failure; readonly run: number; readonly onMoment: ShowMoment };

const OneFailure = ({ failure, run, onMoment }: FailureProps): JSX.Element => {
  const { what, name, reason, evidence, chain, context } = failure;
  return (
    <section className="rw-failure" aria-label={`${what} ${name}`}>
      <h3>
        <span className="ds-figures">{name}</span> <span className="rr-wrong">{reason}</span>
      </h3>
      <ol className="rw-chain" aria-label="What led to it">
        {chain.map((step) => (
          <li key={step.seq}>
            {step.link !== null && <span className="rw-link ds-quiet">{linkWords[step.link]}</span>}
            <Told event={step} run={run} onMoment={onMoment} />
            {step.origin !== null && (
              <p className={step.origin === 'missing' ? 'rr-wrong' : 'ds-field-note'}>
                {originWords[step.origin]}
              </p>
            )}
            <Screen step={step} />
          </li>
        ))}
      </ol>
      {evidence !== '' && (
        <figure className="rw-screen">
          <figcaption className="ds-field-note">Its last lines, as they were kept</figcaption>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
          <pre tabIndex={0}>{evidence}</pre>
        </figure>
      )}
      {context.length > 0 && (
        <details className="rr-behind">
          <summary>What they did meanwhile ({context.length})</summary>
          {context.map((event) => (
            <Told key={event.seq} event={event} run={run} onMoment={onMoment} />
          ))}
        </details>
      )}
    </section>
  );
};

const Answer = ({ why, onMoment }: { readonly why: Why; readonly onMoment: ShowMoment }): JSX.Element => (
  <>
    {why.failures.length === 0 && (
      <Empty title="Nothing has failed">What failed was made good again, or nothing did.</Empty>
    )}
    {why.failures.length > 0 && (
      <p className="ds-quiet">
        From each failure back to where it began, by what was recorded; nothing here is guessed. A time opens
        the replay there.
      </p>
    )}
    {why.failures.map((failure) => (
      <OneFailure
        key={`${failure.what} ${failure.name}`}
        failure={failure}
        run={why.run}
        onMoment={onMoment}
      />
    ))}
    {why.more > 0 && <p className="ds-field-note">{countWords(why.more, 'more failure')} are not told.</p>}
  </>
);

type WhyDialogProps = {
  readonly source: InsightSource;
  readonly run: number;
  readonly subject: WhySubject;
  readonly onMoment: ShowMoment;
  onClose(): void;
};

/** Why something failed, back to where it began, with the screens. Mounted while it is open. */
export const WhyDialog = ({ source, run, subject, onMoment, onClose }: WhyDialogProps): JSX.Element => {
  const ask = useCallback(
    () =>
      source.client.call(source.alone ? 'recordings.why' : 'runs.why', { run, ...subject, screens: true }),
    [source, run, subject],
  );
  const { value: why, error, again } = useAsked(ask);
  const name = subject.task ?? subject.instance ?? subject.merge ?? `run ${run}`;
  return (
    <Dialog
      open
      className="rr-dialog"
      onOpenChange={(open) => !open && onClose()}
      title={`Why did ${name} fail?`}
      foot={
        <>
          {why !== null && (
            <>
              <Button
                onClick={() =>
                  void copyText(whyMarkdown(why)).then((done) => done && toastDone('Copied as markdown'))
                }
              >
                Copy as markdown
              </Button>
              <Button
                onClick={() =>
                  saveText(`why-${name.replaceAll(' ', '-')}.md`, 'text/markdown', whyMarkdown(why))
                }
              >
                Save as markdown
              </Button>
            </>
          )}
          <span className="rr-gap" />
          <Button look="main" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {error !== null && <ErrorState error={error} action={<Button onClick={again}>Try again</Button>} />}
      {why === null && error === null && <Skeleton rows={8} label="The log is being followed back" />}
      {why !== null && <Answer why={why} onMoment={onMoment} />}
    </Dialog>
  );
};
