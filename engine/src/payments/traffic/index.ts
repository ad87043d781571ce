export { atProviders, type AttemptAtProvider } from './at-provider.ts';
export { plantTraffic } from './plant.ts';
export { readShape, type Shape } from './shape.ts';
export { traffic, type TrafficWish } from './traffic.ts';
