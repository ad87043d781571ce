export { mappingErrors } from './check.ts';
export { createDeclarativeConnector } from './connector.ts';
export { isSameText } from './webhook/index.ts';
export { gatewayErrors } from './gateway-check.ts';
export { createGateway, type Delivery, type Gateway, type GatewayMessage, type GatewayTransport } from './gateway.ts';
