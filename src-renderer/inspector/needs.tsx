import type { Instance } from '@contract/instances.ts';
import type { JSX } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useClient } from '../connection/use-project.ts';
import { AnswerForm, useAnswer } from '../design/questions/index.ts';
import { WhyButton } from '../design/why-button.tsx';
import { Blockage } from './blocked.tsx';

const Asks = ({ instance }: { readonly instance: Instance }): JSX.Element => {
  const answering = useAnswer(useClient(), instance, useReadOnly());
  return (
    <AnswerForm
      key={`${instance.id} ${instance.since}`}
      instance={instance}
      answering={answering}
      keys={false}
    />
  );
};

/** What it asks or what it is blocked by, with the choices and its screen's last lines. */
export const Needs = ({ instance }: { readonly instance: Instance }): JSX.Element | null => {
  const { question, blocker, evidence, state } = instance;
  const isDown = state === 'crashed' || state === 'stalled';
  if (question === null && blocker === null && evidence === '' && !isDown) return null;
  const title =
    question !== null
      ? 'It asks'
      : blocker !== null
        ? 'Blocked by'
        : isDown && evidence === ''
          ? 'It is down'
          : 'Last lines on its screen';
  return (
    <section className="in-section" aria-label={title}>
      <h3 className="ds-section-title">{title}</h3>
      {question !== null && <Asks instance={instance} />}
      {blocker !== null && <p>{blocker}</p>}
      <Blockage instance={instance} />
      {(isDown || blocker !== null) && (
        <div>
          <WhyButton subject={{ instance: instance.id }} />
        </div>
      )}
      {evidence !== '' && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
        <pre className="in-evidence ds-figures" tabIndex={0}>
          {evidence}
        </pre>
      )}
    </section>
  );
};
