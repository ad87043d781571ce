export { startRealtime, type RealtimeDependencies } from './live-connection.ts';
