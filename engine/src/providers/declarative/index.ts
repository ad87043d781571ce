export { mappingErrors } from './check.ts';
export { createDeclarativeConnector } from './connector.ts';
export { isSameText } from './webhook/index.ts';
