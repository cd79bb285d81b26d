import type { KeptWork } from '@contract/kept-work.ts';
import { columns } from './columns.ts';
import type { Paints } from './paint.ts';
import { ago } from './show-instances.ts';

const sizeOf = ({ kind, files }: KeptWork): string =>
  kind === 'tip' ? 'the branch' : `${files} ${files === 1 ? 'file' : 'files'} not committed`;

export const keptTable = (kept: readonly KeptWork[], paints: Paints): string =>
  kept.length === 0
    ? 'Nothing is kept.\n'
    : columns(
        kept.map((one) => [
          one.work,
          sizeOf(one),
          one.why,
          one.back === null ? '' : `brought back: ${one.back.branch}`,
          paints.dim(ago(one.at)),
        ]),
      );
