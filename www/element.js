/** What a portal loads: registers `<gouji-checker>` and nothing else. */

import { GoujiCheckerElement } from './element/checker.js';

GoujiCheckerElement.define();

export { GoujiCheckerElement };
