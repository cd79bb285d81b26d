export type { Place } from './transcript-store.ts';
export { TranscriptView, type TranscriptViewProps, type WantedPlace } from './transcript-view.tsx';
