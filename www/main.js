/** The page around the checker: language, title, and what it says of the network. */

import { followArrival } from './app/arrival.js';
import { GoujiCheckerElement } from './element/checker.js';
import { engine } from './engine/engine.js';
import { wordsIn } from './messages.js';
import { setAttribute } from './view/dom.js';

const checker = /** @type {GoujiCheckerElement} */ (document.querySelector('gouji-checker'));

/** @param {string} language */
function speak(language) {
  document.documentElement.lang = language;
  checker.lang = language;
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-language]'))) setAttribute(button, 'aria-pressed', button.dataset.language === language ? 'true' : 'false');
  showTitle();
}

function showTitle() {
  const { say } = wordsIn(document.documentElement.lang);
  const view = checker.result;
  const prefix = !view ? '' : view.verdict === 'holds' ? say('title.holds') : view.tally.places ? say('title.places', view.tally.places) : '';
  document.title = prefix + say('title');
}

for (const name of ['gouji-checked', 'gouji-cleared', 'gouji-failed']) checker.addEventListener(name, showTitle);
for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-language]'))) button.addEventListener('click', () => speak(button.dataset.language || ''));

speak(/[?&]lang=en\b/.test(location.search) ? 'en' : 'zh-Hans');
GoujiCheckerElement.define();
followArrival(document, checker.fetchRest());
engine().version().then((version) => {
  for (const place of document.querySelectorAll('[data-version]')) place.textContent = ` gouji ${version}`;
}, () => null);
