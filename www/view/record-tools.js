/** The line of tools below the verdict: the record to print or save, the file of marks. */

import { marksFromFile, marksToFile } from '../model/marks.js';
import { h } from './dom.js';
import { download, recordCsv, recordHtml } from './record.js';

/** @typedef {import('../messages.js').Words} Words */

/**
 * @param {import('./entry.js').Context} context
 * @param {function(): import('./record.js').Checked} checked what a record tells of
 * @param {function(?Map<string, string>): void} load gets the marks of a file, or null where it holds none
 */
export function drawRecordTools(context, checked, load) {
  const { words, view, marks, entries, edits } = context;
  const { say } = words;
  if (view.verdict === 'unread') return null;
  const changed = Object.keys(edits).length;
  const tool = (/** @type {string} */ label, /** @type {function(): void} */ act) => h('button.link', { type: 'button', onclick: act }, label);
  const name = [view.agency, view.year, say('record.title')].filter(Boolean).join('-');
  const save = (/** @type {string} */ ending, /** @type {string} */ type, /** @type {function(import('./record.js').Checked): string} */ write) => () => download(`${name}.${ending}`, type, write(checked()));
  return h(
    'div.record-tools',
    {},
    h('p.edited', {}, changed > 0 ? say('verdict.edited', changed) : null),
    h(
      'p',
      {},
      h('span', {}, say('record.title')),
      tool(say('record.print'), () => self.print()),
      tool(say('record.html'), save('html', 'text/html', recordHtml)),
      tool('CSV', save('csv', 'text/csv', recordCsv)),
      tool('JSON', save('json', 'application/json', () => JSON.stringify(view, null, 1))),
      (marks.size > 0 || entries.length > 0) && [h('span', {}, say('waive.file')), marks.size > 0 && tool(say('waive.save'), () => download(`${say('waive.file')}.json`, 'application/json', marksToFile(marks))), loader(say, load)],
    ),
  );
}

/** @param {Words['say']} say @param {function(?Map<string, string>): void} load */
function loader(say, load) {
  const file = h('input', { type: 'file', hidden: true, tabindex: -1, accept: '.json,application/json' });
  file.addEventListener('change', async () => {
    const [chosen] = file.files || [];
    file.value = '';
    if (chosen) load(await new Response(chosen).text().then(marksFromFile).catch(() => null));
  });
  return [h('button.link', { type: 'button', onclick: () => file.click() }, say('waive.load')), file];
}
