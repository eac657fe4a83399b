/**
 * How far the page has come: it says when all of it is there, and then gives up the network. A
 * second policy shuts the door, as there is nothing left to fetch.
 */

import { engine } from '../engine/engine.js';
import { wordsIn } from '../messages.js';
import { fill, setAttribute } from '../view/dom.js';

const POLICY = "connect-src 'none'";

/**
 * Keeps the places that are there for it up to date, each in its own language.
 * @param {Document} page
 * @param {Promise<any>} others what else has to be read before the door is shut
 */
export function followArrival(page, others) {
  engine().onArrival((arrival) => {
    for (const place of page.querySelectorAll('[data-arrival]')) show(place, arrival);
    if (arrival.isComplete) others.then(() => shut(page), () => null);
  });
}

/** @param {Element} place @param {import('../engine/modules.js').Arrival} arrival */
function show(place, { coming, missing, isComplete }) {
  const around = place.closest('[lang]');
  const { say } = wordsIn((around && around.getAttribute('lang')) || '');
  const state = isComplete ? 'here' : coming.length || !missing.length ? 'coming' : 'missing';
  setAttribute(place, 'data-arrival', state);
  fill(place, say(`arrival.${state}`));
}

/** @param {Document} page */
function shut(page) {
  if (page.querySelector(`meta[content="${POLICY}"]`)) return;
  const policy = page.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = POLICY;
  page.head.append(policy);
}
