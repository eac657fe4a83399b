/** How large, how long, how many: every bound of the page, once. */

/** No report is larger, in bytes; a film in the same folder may be. */
export const LARGEST_FILE = 200e6;

/** What is said of a larger one. */
export const TOO_LARGE = '文件超过200MB，没有打开\nit is larger than 200 MB and was not opened';

/** Nothing takes this long, in milliseconds, but a file made to. */
export const LONGEST_CALL = 60000;

/** Archives are opened within this many others, as on the command line. */
export const DEEPEST_ARCHIVE = 3;

/** A longer text, in characters, is laid aside by the browser until it is wanted. */
export const LONGEST_IN_MEMORY = 60000;

/** How many lanes suit a machine of so many cores: the page itself wants one, too. @param {number} cores */
export function lanesOn(cores) {
  return Math.max(2, Math.min(4, cores - 1));
}
