/** What a portal loads: registers `<gouji-checker>` and nothing else. */

import { GoujiCheckerElement } from './gouji-checker.js';

GoujiCheckerElement.define();

export { GoujiCheckerElement };
