import { parentPort } from 'node:worker_threads';
     parentPort.postMessage({ kind: 'ready', uri: 'mongodb://gone' });
     new BroadcastChannel('test').onmessage = () => { throw new Error('disk is gone'); };