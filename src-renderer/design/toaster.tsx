import type { TuttiError } from '@contract/result.ts';
import type { JSX } from 'react';
import { Toaster as Sonner, toast } from 'sonner';
import './toaster.css';

export const Toaster = (): JSX.Element => (
  <Sonner position="bottom-right" offset={{ bottom: 44, right: 12 }} gap={8} visibleToasts={4} closeButton />
);

/** A refused or failed command: what and what to do. Stays twice as long as a plain one, there is more to read. */
export const toastError = (error: TuttiError): void => {
  toast.error(error.message, { description: error.remedy, duration: 10_000 });
};

export const toastDone = (words: string): void => {
  toast.success(words, { duration: 4000 });
};

/** Something was done that can be taken back; offered as long as an error is shown. */
export const toastUndo = (words: string, onUndo: () => void): void => {
  toast.success(words, { duration: 10_000, action: { label: 'Undo', onClick: onUndo } });
};
