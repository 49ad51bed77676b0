import { go, h, visible } from './dom.js';

const PREFERENCE = 'rp-letter-keys';
const TYPING = 'input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable=true]';
const MENU_ITEMS = 'vaadin-context-menu-list-box > vaadin-context-menu-item, vaadin-menu-bar-list-box > vaadin-menu-bar-item';
let awaitingPlace = 0;

const lettersOn = () => localStorage.getItem(PREFERENCE) !== 'off';
const firstVisible = (selector, within = document) => [...within.querySelectorAll(selector)].find(visible);
const clickKey = (key, within) => click(firstVisible(`[data-key="${CSS.escape(key)}"]`, within));

function click(element) {
  element?.click();
  return Boolean(element);
}

/** The cells' contents of the grid row that has the focus. */
function focusedRow() {
  const grid = document.activeElement?.closest?.('vaadin-grid');
  const row = grid?.shadowRoot.activeElement?.closest('tr');
  return row ? [...row.children].flatMap(cell => cell.querySelector('slot')?.assignedElements() ?? []) : [];
}

function inRow(key) {
  const cells = focusedRow();
  if (!cells.length) return false;
  if (key === 'x' || key === ' ') {
    const box = cells.map(cell => cell.querySelector('vaadin-checkbox')).find(Boolean);
    return box && document.activeElement !== box ? click(box) : false;
  }
  return cells.some(cell => clickKey(key, cell));
}

function inMenu(key) {
  const item = [...document.querySelectorAll(MENU_ITEMS)].filter(visible)
    .find(each => each.querySelector('kbd')?.textContent.trim().toLowerCase() === key);
  return click(item);
}

/** Keys of places and of creation, told by the layout as `data-go` and `data-new`: letter → address. */
function shell(kind, key) {
  const layout = document.querySelector(`[data-${kind}]`);
  const target = layout && JSON.parse(layout.dataset[kind])[key];
  if (target === undefined || target === null) return false;
  go(target || '.');
  return true;
}

function resizeDetail(by) {
  const split = firstVisible('vaadin-split-layout');
  const detail = split?.lastElementChild;
  if (!detail) return false;
  const width = Math.max(200, Math.min(split.clientWidth - 300, detail.clientWidth + by));
  detail.style.flex = `0 0 ${width}px`;
  split.dispatchEvent(new Event('splitter-dragend'));
  return true;
}

function toggleDrawer() {
  const layout = document.querySelector('vaadin-app-layout');
  if (layout) layout.drawerOpened = !layout.drawerOpened;
  return Boolean(layout);
}

function single(key) {
  if (awaitingPlace) {
    clearTimeout(awaitingPlace);
    awaitingPlace = 0;
    return shell('go', key);
  }
  if (key === 'g') {
    awaitingPlace = setTimeout(() => (awaitingPlace = 0), 1200);
    return true;
  }
  if (inRow(key) || clickKey(key)) return true;
  if (key === '/') return focus(firstVisible('.fbox input'));
  if (key === '[') return toggleDrawer();
  if (key === '{' || key === '}') return resizeDetail(key === '{' ? 40 : -40);
  if (/^[1-9]$/.test(key)) return click(firstVisible('vaadin-tabs')?.querySelectorAll('vaadin-tab')[key - 1]);
  return shell('new', key);
}

function focus(element) {
  element?.focus();
  return Boolean(element);
}

/** A grid moves with some of these keys itself. */
const modalOpen = () => document.querySelector('dialog[open], vaadin-dialog[opened], vaadin-confirm-dialog[opened]');

addEventListener('keydown', event => {
  const command = event.ctrlKey || event.metaKey;
  if (command && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    dispatchEvent(new Event('rp-palette'));
    return;
  }
  if (command && event.key === 'Enter') {
    if (clickKey('ctrl+enter')) event.preventDefault();
    return;
  }
  if (command || event.altKey || event.defaultPrevented || !lettersOn() || (event.key.length !== 1 && event.key !== 'Delete')) return;
  if (event.composedPath()[0].matches?.(TYPING)) return;
  const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const key = event.shiftKey && /^[a-z]$/.test(letter) ? `shift+${letter}` : letter;
  if (firstVisible(MENU_ITEMS) ? inMenu(key) : !modalOpen() && single(key)) {
    event.preventDefault();
    event.stopPropagation();
  }
}, true);

addEventListener('click', event => {
  if (event.target.closest?.('[data-palette]')) dispatchEvent(new Event('rp-palette'));
});

/** The switch for single-letter keys, for people who dictate or whose hands hit keys by chance. */
class RpKeyPreference extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    const box = h('input', { type: 'checkbox', onchange: event => localStorage.setItem(PREFERENCE, event.target.checked ? 'on' : 'off') });
    box.checked = lettersOn();
    this.append(h('label', { class: 'row' }, box, 'Keys without Ctrl are on in this browser'));
  }
}

customElements.define('rp-key-preference', RpKeyPreference);
