/** What a paste or a drop carries, as what is given to be checked. */

import { pasted } from '../model/given.js';

/**
 * The rich form counts only where it holds a table.
 * @param {DataTransfer} data
 * @returns {{ file: ?File, given: ?import('../model/given.js').Given, isTable: boolean }}
 */
export function carriedBy(data) {
  const html = data.getData('text/html');
  const text = data.getData('text/plain');
  const isTable = /<t[dr][\s>]/i.test(html);
  const given = text || html ? pasted(text, isTable || !text ? html : null) : null;
  return { file: (data.files && data.files[0]) || null, given, isTable };
}
