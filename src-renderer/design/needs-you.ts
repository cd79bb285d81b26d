export { needsYou } from '@contract/instances.ts';
