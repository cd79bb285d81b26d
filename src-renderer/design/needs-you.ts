export { needsYou } from '@contract/attention.ts';
