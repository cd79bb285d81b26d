import type { WhySubject } from '@contract/run-why.ts';
import { createContext, type JSX, useContext } from 'react';
import { Button } from './button.tsx';

/** Shows why something failed; null: nobody here can tell. */
export const AskWhyContext = createContext<((subject: WhySubject) => void) | null>(null);

/** Beside what has failed. */
export const WhyButton = ({ subject }: { readonly subject: WhySubject }): JSX.Element | null => {
  const ask = useContext(AskWhyContext);
  return ask === null ? null : <Button onClick={() => ask(subject)}>Why did it fail?</Button>;
};
