/** Starts the core while the rest of the page is still on its way. */

import { base } from './assets.js';
import { engineAt } from './engine.js';

const engine = engineAt(base);
engine.forms();
engine.rules();
