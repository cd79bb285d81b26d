import type { Instance } from '@contract/instances.ts';
import type { JSX } from 'react';
import { useReadOnly } from '../connection/host-info.ts';
import { useCommand } from '../connection/use-command.ts';
import { useView } from '../connection/use-project.ts';
import { Button } from '../design/button.tsx';

const sameInstances = (a: readonly Instance[], b: readonly Instance[]): boolean =>
  a.length === b.length && a.every((one, at) => one === b[at]);

/** What it needs beyond its blocker's words, and who has it to help. */
export const Blockage = ({ instance }: { readonly instance: Instance }): JSX.Element | null => {
  const run = useCommand();
  const readOnly = useReadOnly();
  const { id, blockage } = instance;
  if (blockage === null) return null;
  const { needs, from, climbed } = blockage;
  return (
    <>
      {needs !== null && <p className="in-why">Needs: {needs}</p>}
      {from !== null && <p className="in-why">From: {from}</p>}
      <p className="in-why">
        {blockage.with === 'person'
          ? climbed === null
            ? 'You are asked: write to it.'
            : `You are asked: ${climbed}.`
          : `${blockage.with} is asked first. You are if it can’t help, or doesn’t in time.`}
      </p>
      {blockage.with !== 'person' && !readOnly && (
        <div className="in-actions">
          <Button onClick={() => void run('blockers.escalate', { id })}>Take it over</Button>
        </div>
      )}
    </>
  );
};

/** Blockers of others that wait for this one's answer. */
export const HeldBlockers = ({ id }: { readonly id: string }): JSX.Element | null => {
  const waiting = useView(
    ({ instances }) =>
      Object.values(instances).filter(({ state, blockage }) => state === 'blocked' && blockage?.with === id),
    sameInstances,
  );
  if (waiting.length === 0) return null;
  return (
    <section className="in-section" aria-label="Blockers that wait for it">
      <h3 className="ds-section-title">Asked to help</h3>
      {waiting.map((one) => (
        <p key={one.id} className="in-why">
          <span className="ds-figures">{one.id}</span> {one.blocker}
        </p>
      ))}
    </section>
  );
};
