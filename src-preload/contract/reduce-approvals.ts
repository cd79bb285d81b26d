import type { TuttiEvent } from './events.ts';
import type { View } from './view.ts';

type ApprovalEvent = Extract<TuttiEvent, { kind: `approval.${string}` }>;

/** The wishes that wait for the person, and whether all of the run are granted. */
export const withApproval = (view: View, event: ApprovalEvent): View => {
  switch (event.kind) {
    case 'approval.asked': {
      const { wish, by, terms } = event.data;
      const others = view.approvals.filter((one) => one.wish !== wish);
      return { ...view, approvals: [...others, { ...terms, wish, by, askedAt: event.at, granted: false }] };
    }
    case 'approval.granted':
      return {
        ...view,
        approvals: view.approvals.map((one) =>
          one.wish === event.data.wish ? { ...one, granted: true } : one,
        ),
      };
    case 'approval.settled':
      return { ...view, approvals: view.approvals.filter((one) => one.wish !== event.data.wish) };
    case 'approval.allowed':
      return { ...view, approvesAll: true };
    case 'approval.revoked':
      return { ...view, approvesAll: false };
    default:
      return event satisfies never;
  }
};
