/** The folder that this file is in: addresses of other files are found from here, bundled or not. */

export const BASE = new URL('.', import.meta.url);
