// npm run layers
import { ROOT } from '../setup/places.mjs';
import { checkLayers } from './check-layers.mjs';

const { files, violations } = await checkLayers(ROOT);
for (const { rule, from, to } of violations) process.stdout.write(`✗ ${rule}: ${from} -> ${to}\n`);
if (violations.length > 0) process.stdout.write('Each rule and its reason: .dependency-cruiser.cjs\n');
process.stdout.write(`layers: ${files} files, ${violations.length} violations\n`);
process.exitCode = violations.length === 0 ? 0 : 1;
