/** The line of tools below the verdict: the record to print or save, the file of marks. */

import { h } from './dom.js';
import { marksFromFile, marksToFile } from './marks.js';
import { download, recordCsv, recordHtml } from './record.js';

/**
 * @param {Object} context what there is to show; see gouji-checker.js
 * @param {function(): Object} checked what a record tells of
 * @param {function(?Map<string, string>)} load gets the marks of a file, or null where it holds none
 */
export function drawRecordTools(context, checked, load) {
  const { words, result, settled, entries, edits } = context;
  const { say } = words;
  if (!result.form) return null;
  const changed = Object.keys(edits).length;
  const tool = (label, act) => h('button.link', { type: 'button', onclick: act }, label);
  const name = [result.agency, result.year, say('record.title')].filter(Boolean).join('-');
  const save = (ending, type, write) => () => download(`${name}.${ending}`, type, write(checked()));
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
      tool('JSON', save('json', 'application/json', () => JSON.stringify(result, null, 1))),
      (settled.size > 0 || entries.length > 0) && [h('span', {}, say('settle.file')), settled.size > 0 && tool(say('settle.save'), () => download(`${say('settle.file')}.json`, 'application/json', marksToFile(settled))), loader(say, load)],
    ),
  );
}

function loader(say, load) {
  const file = h('input', { type: 'file', hidden: true, tabindex: -1, accept: '.json,application/json' });
  file.addEventListener('change', async () => {
    const [chosen] = file.files;
    file.value = '';
    if (chosen) load(await new Response(chosen).text().then(marksFromFile).catch(() => null));
  });
  return [h('button.link', { type: 'button', onclick: () => file.click() }, say('settle.load')), file];
}
