export { openPastHub, type PastHub } from './past-hub.ts';
export { foundedAt, type Tell } from './reenact.ts';
export { tellPast } from './tell-past.ts';
export { demoTraffic, type DemoTraffic } from './traffic.ts';
