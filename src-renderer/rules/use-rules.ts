import type { TuttiEvent } from '@contract/events.ts';
import type { Rule } from '@contract/rules.ts';
import { useEffect, useState } from 'react';
import { useCommand } from '../connection/use-command.ts';
import { useClient, useProject } from '../connection/use-project.ts';
import { toastError, toastUndo } from '../design/toaster.tsx';
import { effectWords, type RuleHistory, readHistory, stillRevoked, termsOf } from './rule-words.ts';

const kinds: TuttiEvent['kind'][] = ['rule.added', 'instance.answered'];
/** As many as the log gives at once: rules that answered more than this are counted from there on. */
const readLimit = 5000;

/** What the log tells of each rule, read anew whenever a question was answered or a rule added. */
export const useRuleHistory = (): ReadonlyMap<string, RuleHistory> => {
  const client = useClient();
  const newest = useProject(({ recent }) => recent.findLast(({ kind }) => kinds.includes(kind))?.seq ?? 0);
  const [history, setHistory] = useState<ReadonlyMap<string, RuleHistory>>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is newest is why it is read anew
  useEffect(() => {
    let current = true;
    void client.call('events.list', { kinds, newest: true, limit: readLimit }).then((result) => {
      if (!current) return;
      if (result.ok) setHistory(readHistory(result.value));
      else toastError(result.error);
    });
    return () => {
      current = false;
    };
  }, [client, newest]);
  return history;
};

export type Revoking = {
  /** What was revoked here and has not been made again. */
  readonly revoked: readonly Rule[];
  revoke(rule: Rule): void;
  undo(rule: Rule): void;
};

/** Revokes rules, and makes them again: by the toast, or, since a dialog keeps the keyboard, in the list. */
export const useRevoking = (rules: readonly Rule[]): Revoking => {
  const run = useCommand();
  const [gone, setGone] = useState<readonly Rule[]>([]);
  const undo = (rule: Rule): void => void run('rules.add', termsOf(rule));
  const revoke = async (rule: Rule): Promise<void> => {
    if ((await run('rules.revoke', { id: rule.id })) === undefined) return;
    setGone((before) => [...before.filter(({ id }) => id !== rule.id), rule]);
    toastUndo(`Revoked: ${effectWords[rule.effect].toLowerCase()} ${rule.tool} ${rule.subject}`, () =>
      undo(rule),
    );
  };
  return { revoked: stillRevoked(gone, rules), revoke: (rule) => void revoke(rule), undo };
};
