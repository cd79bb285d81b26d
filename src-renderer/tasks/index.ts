export { type BoardView, boardViews } from './board-bar.tsx';
export { TasksBoard } from './tasks-board.tsx';
