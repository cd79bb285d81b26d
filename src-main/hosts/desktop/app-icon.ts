/** Three joined dots, 32 by 32, as a PNG: for the tray and the window. */
export const appIcon = [
  'data:image/png;base64,',
  'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAYAAABzenr0AAABBUlEQVR42u2XwQ2DMAxFUbsBE9A1skJWYATUE6duUDhygTU4Zw0m',
  'oFmADkCN5EhRRIojCKmqHL4QTmy/ODYSyb2ek5BKIsAOZwZqQD0+2ZkAJWheUXkGALMkV2K+AZoNgMY3QL8B0P99BYL3QPApWDRg',
  'whbvvMX34QyAQjvxDW2ZZit8AlxBL0z0NNYqtI+4zwvAA5O8QamxlqJ9xn2HAywJpo0ECnBaAdwNoEq8XMHlyxWNuK86EsClyfQm',
  'zY4C6BzHTI1ptweAgwRIaifKiQC55iMxDncB4JYvHScCkP1tAYQlgCACkP1tAaQlgCQCkP1/tgLBe8CcAuGQ3Mk//phEgAjwAfHH',
  'ikthxQA3AAAAAElFTkSuQmCC',
].join('');
