/** `npm run build`: brings every build up to date. */
import { main, setUp } from './setup.mjs';

await main(setUp);
