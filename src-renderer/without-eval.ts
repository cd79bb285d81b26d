import { z } from 'zod';

/**
 * To be imported before all else: zod would try whether it can compile its parsers with `new Function`, which the page's policy forbids and
 * browsers report, as soon as the first of them is used.
 */
z.config({ jitless: true });
