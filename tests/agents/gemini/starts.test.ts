import { startsTwentyTimes } from '../starts-in-a-row.ts';

startsTwentyTimes('gemini');
