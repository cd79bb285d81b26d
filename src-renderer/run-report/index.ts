export { CompareDialog } from './compare-dialog.tsx';
export type { InsightSource, ShowMoment } from './insight-source.ts';
export { ReportDialog } from './report-dialog.tsx';
export { RerunDialog } from './rerun-dialog.tsx';
export { WhyDialog } from './why-dialog.tsx';
