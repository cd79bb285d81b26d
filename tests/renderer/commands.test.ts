import { describe, expect, it, vi } from 'vitest';
import { buildCommands, type CommandContext } from '../../src-renderer/app/commands.ts';
import { isPressed, shownShortcut } from '../../src-renderer/app/shortcut.ts';
import { sampleRun } from '../support/sample-events.ts';

const view = sampleRun(40, 0).view;

const contextFor = (selectedId: string | null, readOnly = false): CommandContext => ({
  view,
  readOnly,
  replayed: false,
  shell: {
    state: {
      room: 'terminals',
      layout: 'tabs',
      folded: { hierarchy: false, inspector: false, events: true, timeline: true },
      openIds: [],
      run: 0,
      closedIds: [],
      activeId: null,
      selectedId,
      board: 'state',
      dialog: null,
      place: null,
      wantedEvent: null,
      wantedMessage: null,
      wantedAttention: null,
      task: null,
      resolving: null,
      insight: null,
      search: 0,
    },
    resolve: vi.fn(),
    search: vi.fn(),
    askMerge: vi.fn(),
    showInsight: vi.fn(),
    select: vi.fn(),
    open: vi.fn(),
    openBeside: vi.fn(),
    begin: vi.fn(),
    activate: vi.fn(),
    close: vi.fn(),
    setRoom: vi.fn(),
    setLayout: vi.fn(),
    fold: vi.fn(),
    showDialog: vi.fn(),
    showAttention: vi.fn(),
    showTranscript: vi.fn(),
    showEvent: vi.fn(),
    showMessage: vi.fn(),
    showTask: vi.fn(),
    setBoard: vi.fn(),
    askTerminate: vi.fn(),
    askShutDown: vi.fn(),
    ask: vi.fn(),
    focusCompose: vi.fn(),
  },
  actions: {
    endRun: vi.fn(),
    restart: vi.fn(),
    restartCrashed: vi.fn(),
    remind: vi.fn(),
    closeProject: vi.fn(),
    setTheme: vi.fn(),
    toggleOpenNew: vi.fn(),
    focusNextPanel: vi.fn(),
    replay: vi.fn(),
  },
});

const idInState = (state: string): string => {
  const found = Object.values(view.instances).find((instance) => instance.state === state);
  if (found === undefined) throw new Error(`the sample has nobody ${state}`);
  return found.id;
};

const enabledIds = (context: CommandContext): string[] =>
  buildCommands(context)
    .filter(({ enabled, group }) => enabled && group === 'Instance')
    .map(({ id }) => id);

describe('commands', () => {
  it('have ids and keys of their own', () => {
    const commands = buildCommands(contextFor(null));
    const ids = commands.map(({ id }) => id);
    const keys = commands.flatMap(({ shortcuts }) => shortcuts);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('leave the keys of the review alone', () => {
    const keys = buildCommands(contextFor(null)).flatMap(({ shortcuts }) => shortcuts);
    const ofReview = [
      'j',
      'f',
      's',
      'r',
      'x',
      'y',
      ...['E', 'F', 'J', 'M', 'P', 'Y'].map((key) => `Shift ${key}`),
    ];
    expect(keys.filter((key) => ofReview.includes(key))).toEqual([]);
  });

  it('leave the keys of the hierarchy alone', () => {
    const keys = buildCommands(contextFor(null)).flatMap(({ shortcuts }) => shortcuts);
    expect(keys).not.toEqual(expect.arrayContaining(['f']));
    expect(keys.filter((key) => /^(Arrow|Enter|[0+-]$)/.test(key))).toEqual([]);
  });

  it('offer for the selected instance what its state allows', () => {
    expect(enabledIds(contextFor(null))).toEqual(['instance.new']);
    expect(enabledIds(contextFor(idInState('busy')))).toContain('instance.terminate');
    expect(enabledIds(contextFor(idInState('crashed')))).toContain('instance.restart');
    expect(enabledIds(contextFor(idInState('crashed')))).not.toContain('instance.terminate');
    expect(enabledIds(contextFor(idInState('stalled')))).toContain('instance.remind');
  });

  it('change nothing through a read-only connection', () => {
    expect(enabledIds(contextFor(idInState('busy'), true))).toEqual(['instance.open', 'instance.transcript']);
    const changing = buildCommands(contextFor(null, true)).filter(
      ({ enabled, group }) => enabled && group === 'Run',
    );
    // A copy that leaves the run as it is.
    expect(changing.map(({ id }) => id)).toEqual(['run.export']);
  });
});

describe('shortcuts', () => {
  const key = (
    name: string,
    held: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {},
  ) => ({
    key: name,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...held,
  });

  it('match their own keys only', () => {
    expect(isPressed('Mod K', key('k', { ctrlKey: true }), false)).toBe(true);
    expect(isPressed('Mod K', key('k', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
    expect(isPressed('Mod K', key('k', { metaKey: true }), false)).toBe(false);
    expect(isPressed('Mod K', key('k', { metaKey: true }), true)).toBe(true);
    expect(isPressed('h', key('h', { ctrlKey: true }), false)).toBe(false);
    expect(isPressed('?', key('?', { shiftKey: true }), false)).toBe(true);
    expect(isPressed('Mod Shift P', key('P', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
  });

  it('are shown as the machine calls them', () => {
    expect([shownShortcut('Mod K', false), shownShortcut('Mod K', true)]).toEqual(['Ctrl K', '⌘ K']);
  });
});
