import type { HostInfo } from '@contract/machine.ts';

/** What a window over a recording knows of its host: nothing of how it is now, and nothing may be changed. */
export const recordedHost = (info: HostInfo): HostInfo => ({
  ...info,
  readOnly: true,
  project:
    info.project === null
      ? null
      : { ...info.project, branch: '', notices: [], terminalsNotice: null, needsTrust: false },
});
