export { EventList } from './event-list.tsx';
export { EventStrip } from './event-strip.tsx';
