export { describeEvent } from './describe-event.ts';
export { EventList, type WantedEvent } from './event-list.tsx';
export { EventStrip } from './event-strip.tsx';
