export { mappingErrors } from './check.ts';
export { createDeclarativeConnector } from './connector.ts';
