import { join } from 'node:path';
import { ROOT } from './setup/places.mjs';

/** One alias, for the build, the tests and the layer check; tsconfig.json states the same in `paths`. */
export const alias = { '@contract': join(ROOT, 'src-preload', 'contract') };
