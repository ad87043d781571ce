import { startEmbeddedStore } from "./main.js";
   try { await startEmbeddedStore({ folder: "/tmp/embedded-E795VZ" }); console.log('owns'); }
   catch (error) { console.log(error.name + ': ' + error.message); process.exit(1); }