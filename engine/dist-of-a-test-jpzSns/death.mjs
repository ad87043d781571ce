import { startEmbeddedStore } from './main.js';
     const store = await startEmbeddedStore({ folder: "/tmp/embedded-E795VZ" });
     new BroadcastChannel('test').postMessage('break');
     const error = await store.died;
     console.log(error.message + ': ' + error.cause.message);
     process.exit();