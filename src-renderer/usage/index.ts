export { RunTotal } from './run-total.tsx';
export { UsagePart } from './usage-part.tsx';
