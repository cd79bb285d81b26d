export { KnowledgeRoom } from './knowledge-room.tsx';
