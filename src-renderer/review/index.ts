export { ReviewRoom } from './review-room.tsx';
