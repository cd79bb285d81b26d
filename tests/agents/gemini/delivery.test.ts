import { takesEveryText } from '../takes-every-text.ts';

takesEveryText('gemini');
