/**
 * Starts the core while the rest of the page is on its way, and asks it what the page will ask
 * first: the forms, the rules, the first example.
 */

import { engine } from './engine.js';
import { exampleText } from './sources.js';

const example = document.querySelector('link[rel="preload"][as="fetch"]');

engine().forms();
engine().rules();
exampleText(example.href).then((text) => engine().check(text));
