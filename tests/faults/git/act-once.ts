import { act, type Deed } from './actions.ts';

const [deed = ''] = process.argv.slice(2);
process.stdout.write(await act(process.env, JSON.parse(deed) as Deed));
