import type { Argument, Command, Option } from 'commander';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createProgram } from '../../src-main/hosts/cli/program.ts';
import { cliWorld } from '../hosts/cli/cli-world.ts';
import { callThrough } from '../support/fuzz/call-through.ts';
import { fuzzRuns, fuzzTimeout } from '../support/fuzz/fuzz-runs.ts';
import { openFuzzStage } from '../support/fuzz/fuzz-stage.ts';
import { nastyTexts } from '../support/fuzz/nasty-values.ts';

const io = {
  out: () => {},
  err: () => {},
  stdin: async () => '',
  env: {},
  cwd: '/',
  colour: false,
  onInterrupt: () => () => {},
};
const all = createProgram(io, '1', () => {}).commands;

/** What does more than ask the host of a project, and why it is left to tests of its own. */
const notFuzzed: Readonly<Record<string, string>> = {
  open: 'starts the desktop app',
  serve: 'is a host, until it is ended',
  agents: 'starts the programs of profiles',
  doctor: 'starts the programs of the machine, and takes no words',
};

/** Options with which a command waits for what never comes here. */
const waits = ['--wait', '--follow', '--watch'];

/** No argument of a program can hold a zero byte, and the system takes none of more than 128 KB. */
const asArgument = nastyTexts.filter((text) => !text.includes('\0') && text.length < 100_000);

const words = fc.oneof(
  fc.constantFrom(
    'exec_1',
    'mgr_1_1',
    'task_1',
    'task_2',
    'msg_1',
    'lock_1',
    'src/a.ts',
    'hooked',
    'api',
    'list',
    'add',
    'show',
    '1',
    '7',
    'a word',
  ),
  asArgument,
);

const wordOf = ({ argChoices }: Option | Argument): fc.Arbitrary<string> =>
  argChoices === undefined
    ? words
    : fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...argChoices) }, asArgument);

const optionWords = (option: Option): fc.Arbitrary<string[]> => {
  const flag = option.long ?? option.short ?? '';
  if (!option.required && !option.optional) return fc.constant([flag]);
  return option.variadic
    ? fc.array(wordOf(option), { minLength: 1, maxLength: 3 }).map((values) => [flag, ...values])
    : wordOf(option).map((value) => [flag, value]);
};

/** A command line of a command as its own definition has it, with values that fit or don't. */
const linesOf = (command: Command): fc.Arbitrary<string[]> => {
  const options = command.options.filter(({ long }) => long !== '--project' && !waits.includes(long ?? ''));
  const [needed, free] = [
    options.filter(({ mandatory }) => mandatory),
    options.filter(({ mandatory }) => !mandatory),
  ];
  const given = command.registeredArguments.map((argument) =>
    fc.array(wordOf(argument), {
      minLength: argument.required ? 1 : 0,
      maxLength: argument.variadic ? 3 : 1,
    }),
  );
  const chosen = fc
    .subarray(free, { maxLength: Math.min(3, free.length) })
    .chain((some) => fc.tuple(...some.map(optionWords)));
  return fc
    .tuple(fc.tuple(...given), fc.tuple(...needed.map(optionWords)), chosen)
    .map(([args, must, may]) => [command.name(), ...args.flat(), ...must.flat(), ...may.flat()]);
};

/** What a terminal would act upon: all but line ends and tabs. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const acts = /[\x00-\x08\x0b-\x1f\x7f-\x9f]/;

let world: ReturnType<typeof cliWorld>;
beforeEach(() => {
  world = cliWorld();
});
afterEach(() => world.end());

describe('every command', () => {
  const fuzzed = all.filter((command) => !Object.hasOwn(notFuzzed, command.name()));

  test.each(fuzzed.map((command) => [command.name(), command] as const))(
    '%s does what it is told, or says what is wrong and what to do',
    async (_name, command) => {
      const host = await world.startHost();
      let stage = await openFuzzStage();
      host.state.answer = async () => {
        const { caller, verb, input } = host.calls.at(-1) ?? {};
        return stage.project.call(caller as never, verb as never, input as never);
      };
      const property = fc.asyncProperty(linesOf(command), fc.boolean(), async (line, json) => {
        if (stage.store.view().run?.run !== 2) stage = await openFuzzStage();
        const told = json && !line.includes('--json') ? [...line, '--json'] : line;
        const run = await world.begin(told, { stdin: 'from standard input' });
        const interrupt = setInterval(() => run.interrupt(), 2000);
        const { answer: code } = await callThrough(stage, run.ended).finally(() => clearInterval(interrupt));
        const { out, err } = run.printed;
        expect([0, 1, 2], err).toContain(code);
        expect(out + err).not.toMatch(/mistake in Tutti|\bat .*\.ts:\d+/);
        // Lines of CSV end so by RFC 4180.
        const shown = told.includes('--csv') ? (out + err).replaceAll('\r\n', '\n') : out + err;
        expect(acts.exec(shown), JSON.stringify(shown).slice(0, 500)).toBeNull();
        if (code !== 0 && out === '') expect(err.trim()).not.toBe('');
        const failure = err.split('\n').find((one) => one.startsWith('{"error"'));
        if (failure !== undefined)
          expect((JSON.parse(failure) as { error: { remedy: string } }).error.remedy).not.toBe('');
        expect(stage.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
      });
      await fc.assert(property, { numRuns: fuzzRuns(8), endOnFailure: true });
      const { code } = await world.tutti(['list']);
      expect(code).toBe(0);
    },
    fuzzTimeout(30_000),
  );

  test('but for a few that are there, and are few', () => {
    const names = all.map((command) => command.name());
    expect(names).toEqual(expect.arrayContaining(Object.keys(notFuzzed)));
    expect(Object.keys(notFuzzed).length).toBeLessThanOrEqual(4);
  });
});
