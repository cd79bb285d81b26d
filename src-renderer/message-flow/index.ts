export { MessageFlow } from './message-flow.tsx';
