/**
 * The checker in a frame of another site.
 *
 * The address names who may speak to it, and the language:
 * `embed.html?origin=https://www.example.gov.cn&lang=en`. The host then sends
 * `{ gouji: 'check', text, name?, id? }` and gets `{ gouji: 'checked', id, result }`; before that
 * `{ gouji: 'ready' }`, and `{ gouji: 'height', height }` whenever the content grows or shrinks.
 * What the visitor pastes himself is not told to the host.
 */

import { GoujiCheckerElement } from './gouji-checker.js';

const asked = new URLSearchParams(location.search);
const hosts = asked.getAll('origin').filter((origin) => /^https?:\/\/[^/]+$/.test(origin));
const checker = document.querySelector('gouji-checker');

document.documentElement.lang = /^en\b/i.test(asked.get('lang') || '') ? 'en' : 'zh-Hans';
GoujiCheckerElement.define();

function tell(message, origins = hosts) {
  for (const origin of origins) parent.postMessage(message, origin);
}

addEventListener('message', async ({ source, origin, data }) => {
  if (source !== parent || !hosts.includes(origin) || !data || data.gouji !== 'check' || typeof data.text !== 'string') return;
  const result = await checker.check(data.text, typeof data.name === 'string' ? data.name : undefined);
  tell({ gouji: 'checked', id: data.id, result }, [origin]);
});

if (self.ResizeObserver) new ResizeObserver(() => tell({ gouji: 'height', height: document.documentElement.scrollHeight })).observe(document.body);
tell({ gouji: 'ready' });
