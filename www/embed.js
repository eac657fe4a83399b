/**
 * The checker in a frame of another site.
 *
 * The address names who may speak to it, and the language:
 * `embed.html?origin=https://www.example.gov.cn&lang=en`. The host then sends
 * `{ gouji: 'check', text, name?, id? }` and gets `{ gouji: 'checked', id, reports, result }`, where
 * `reports` are the views of the public contract and `result` is the first of them, or
 * `{ gouji: 'failed', id, reason }`; before that `{ gouji: 'ready' }`, and
 * `{ gouji: 'height', height }` whenever the content grows or shrinks.
 * What the visitor pastes himself is not sent to the host.
 */

import { followArrival } from './app/arrival.js';
import { GoujiCheckerElement } from './element/checker.js';

const asked = new URLSearchParams(location.search);
const hosts = asked.getAll('origin').filter((origin) => /^https?:\/\/[^/]+$/.test(origin));
const checker = /** @type {GoujiCheckerElement} */ (document.querySelector('gouji-checker'));

document.documentElement.lang = /^en\b/i.test(asked.get('lang') || '') ? 'en' : 'zh-Hans';
GoujiCheckerElement.define();

/** @param {Record<string, any>} message @param {string[]} [origins] */
function send(message, origins = hosts) {
  for (const origin of origins) parent.postMessage(message, origin);
}

/** @param {string} text @param {string} [name] */
async function answerTo(text, name) {
  try {
    const result = await checker.check(text, name);
    const reports = result ? result.reports : [];
    return { gouji: 'checked', reports, result: reports[0] || null };
  } catch (error) {
    return { gouji: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

addEventListener('message', async ({ source, origin, data }) => {
  if (source !== parent || !hosts.includes(origin) || !data || data.gouji !== 'check' || typeof data.text !== 'string') return;
  const answer = await answerTo(data.text, typeof data.name === 'string' ? data.name : undefined);
  send(Object.assign(answer, { id: data.id }), [origin]);
});

if (self.ResizeObserver) new ResizeObserver(() => send({ gouji: 'height', height: document.documentElement.scrollHeight })).observe(document.body);
followArrival(document, checker.fetchRest());
send({ gouji: 'ready' });
