import { demand } from '../command-context.ts';
import { exitCodes } from '../exit-codes.ts';
import { command, type Kit } from './command-kit.ts';

export const addTrust = (kit: Kit): void => {
  command(kit, 'trust', 'Trust the project’s own profiles (.tutti/profiles), which run commands.', [
    'tutti trust',
    'tutti trust --revoke',
  ])
    .option('--revoke', 'trust them no longer')
    .action(
      kit.runner.run<[], { revoke?: boolean }>(async (context, _args, { revoke }) => {
        const host = await context.host();
        const trusted = !revoke;
        demand(await host.call('project.trust', { trusted }));
        context.print({ trusted }, () =>
          trusted ? 'The project’s profiles can be used.\n' : 'They are no longer used.\n',
        );
        return exitCodes.done;
      }),
    );
};
