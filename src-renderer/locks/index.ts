export { LocksRoom } from './locks-room.tsx';
