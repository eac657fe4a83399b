/** The page around the checker: language, title, and giving up the network. */

import { engine } from './engine.js';
import { GoujiCheckerElement } from './gouji-checker.js';
import { wordsIn } from './messages.js';
import { setAttribute } from './dom.js';

const checker = document.querySelector('gouji-checker');
let problems = null;

function speak(language) {
  document.documentElement.lang = language;
  checker.lang = language;
  for (const button of document.querySelectorAll('[data-language]')) setAttribute(button, 'aria-pressed', button.dataset.language === language ? 'true' : 'false');
  showTitle();
}

function showTitle() {
  const { say } = wordsIn(document.documentElement.lang);
  const prefix = problems === null ? '' : problems ? say('title.problems', problems) : say('title.holds');
  document.title = prefix + say('title');
}

checker.addEventListener('gouji-checked', ({ detail }) => {
  const sound = detail && detail.form && !detail.problems.length && !detail.summary.undecided;
  problems = !detail || !detail.form ? null : detail.summary.fails ? detail.causes.length + detail.findings.filter((finding) => finding.outcome === 'fails' && finding.cause === null).length : sound ? 0 : null;
  showTitle();
});

for (const button of document.querySelectorAll('[data-language]')) button.addEventListener('click', () => speak(button.dataset.language));

speak(/[?&]lang=en\b/.test(location.search) ? 'en' : 'zh-Hans');
GoujiCheckerElement.define();

/* Once everything is read there is nothing left to fetch: a second policy shuts the door. */
Promise.all([engine().version(), checker.examplesRead()]).then(([version]) => {
  for (const place of document.querySelectorAll('[data-version]')) place.textContent = ` gouji ${version}`;
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = "connect-src 'none'";
  document.head.append(policy);
});
