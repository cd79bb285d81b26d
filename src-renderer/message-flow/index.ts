export { MessageFlow, type WantedMessage } from './message-flow.tsx';
