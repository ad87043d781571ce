export { backTestModels, type BackTestModels } from './model.ts';
export { BackTests } from './service.ts';
