import { defaultSettings } from '@contract/settings.ts';
import { describe, expect, test } from 'vitest';
import {
  promptTaskLimit,
  type RolePromptFacts,
  rolePrompt,
} from '../../src-main/core/hierarchy/role-prompt.ts';

const manager: RolePromptFacts = {
  id: 'mgr_1_2',
  role: 'manager',
  parent: 'exec_1',
  task: 'Own the storage layer.',
  nonce: 'n0nce-abc',
  limits: { ...defaultSettings.limits, childrenEach: 7, specialists: 42 },
  profile: 'rehearsal',
  branch: 'tutti/1/mgr_1_2',
  notes: '',
  standing: '',
  digest: null,
  sharedWith: null,
};
const specialist: RolePromptFacts = { ...manager, id: 'spec_1_2_1', role: 'specialist', parent: 'mgr_1_2' };
const executive: RolePromptFacts = { ...manager, id: 'exec_1', role: 'executive', parent: null };

describe('what a role is told', () => {
  test.each([manager, specialist, executive])(
    '$role: who it is, its task, how to confirm, nothing left open',
    (facts) => {
      const prompt = rolePrompt(facts);
      expect(prompt).toContain(`You are ${facts.id}, `);
      expect(prompt).toContain('Own the storage layer.');
      expect(prompt).toContain('nonce `n0nce-abc`');
      expect(prompt).toContain('tutti confirm n0nce-abc');
      expect(prompt).toContain('tutti/1/mgr_1_2');
      expect(prompt).not.toMatch(/\{\{|\}\}|undefined/);
      expect(prompt.length).toBeLessThan(7000);
    },
  );

  test('who has children is told its limits and the tools for them, a specialist is not', () => {
    expect(rolePrompt(manager)).toContain('Limits: 7 children of your own; in the whole run 42 specialists.');
    expect(rolePrompt(manager)).toContain('`spawn` {profile, role, task}');
    expect(rolePrompt(specialist)).not.toContain('`spawn` {');
    expect(rolePrompt(specialist)).toContain("You can't spawn, terminate or merge.");
  });

  test('without a parent it answers to the person, without a nonce nothing is said of confirming', () => {
    const prompt = rolePrompt({ ...executive, nonce: null, branch: null });
    expect(prompt).toContain('Your parent: the person');
    expect(prompt).not.toContain('tutti confirm');
    expect(prompt).toContain('ask before you commit');
  });

  test('a task is data: what looks like a template in it stays', () => {
    expect(rolePrompt({ ...manager, task: 'print {{nonce}} and {{nope}} $& $1' })).toContain(
      'print {{nonce}} and {{nope}} $& $1',
    );
  });

  test('no task yet is said so, and an endless one is cut at a whole character', () => {
    expect(rolePrompt({ ...manager, task: ' \n' })).toContain('None yet');
    const prompt = rolePrompt({ ...manager, task: `x${'😀'.repeat(promptTaskLimit)}` });
    expect(prompt.length).toBeLessThan(promptTaskLimit + 7000);
    expect(prompt).toContain('longer than this prompt may be');
    expect(prompt).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });

  test('what is particular to its program, and what it did before, are told where there is something', () => {
    expect(rolePrompt(manager)).not.toMatch(/Your program\b.*\n|worked on this before/);
    const prompt = rolePrompt({
      ...manager,
      notes: 'Use {{nonce}} well.',
      digest: '- You reported 50 %: half',
    });
    expect(prompt).toContain('## Your program\n\nUse {{nonce}} well.\n\n## Git');
    expect(prompt).toMatch(/lost its conversation[\s\S]+- You reported 50 %: half\n/);
  });
});
