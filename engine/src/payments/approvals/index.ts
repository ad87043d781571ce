export { ActionApprovals, type ApprovalDependencies } from './approvals.ts';
export type { Done } from './ask.ts';
export { approvalFor } from './list.ts';
export { approvalModels } from './model.ts';
export { approvalRoutes } from './routes.ts';
