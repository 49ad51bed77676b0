import { go, h, icon, visible } from './dom.js';
import { isDark, toggleTheme } from './theme.js';

const PLACEHOLDER = 'Type a command, or search clusters, jobs, templates…';

/** What the open page and the browser offer without asking the server. */
function local(query) {
  const theme = isDark() ? 'light' : 'dark';
  const here = [...document.querySelectorAll('[data-key]')].filter(visible).map(element => ({
    group: 'On this page',
    icon: element.querySelector('rp-icon')?.getAttribute('name') ?? 'corner-down-left',
    label: label(element),
    hint: element.dataset.key.length === 1 ? element.dataset.key.toUpperCase() : '',
    run: () => element.click(),
  }));
  const preferences = [
    { group: 'Preferences', icon: isDark() ? 'sun' : 'moon', label: `Switch to ${theme} theme`, hint: '', run: toggleTheme },
  ];
  const fits = entry => entry.label && entry.label.toLowerCase().includes(query);
  return { here: here.filter(fits), preferences: preferences.filter(fits) };
}

function label(element) {
  const own = element.getAttribute('aria-label');
  if (own) return own;
  const copy = element.cloneNode(true);
  copy.querySelectorAll('kbd').forEach(key => key.remove());
  return copy.textContent.trim();
}

/** Ctrl+K: a native dialog fed by `this.$server.find(query)`. */
class RpPalette extends HTMLElement {
  connectedCallback() {
    if (!this.dialog) this.build();
    this.open ??= () => this.show();
    addEventListener('rp-palette', this.open);
  }

  disconnectedCallback() {
    removeEventListener('rp-palette', this.open);
  }

  build() {
    this.input = h('input', {
      role: 'combobox', 'aria-expanded': 'true', 'aria-controls': 'pal-list', 'aria-autocomplete': 'list', autocomplete: 'off', spellcheck: 'false',
      'aria-label': 'Type a command or search', placeholder: PLACEHOLDER, oninput: () => this.ask(),
    });
    this.list = h('div', { class: 'pal-list', id: 'pal-list', role: 'listbox', 'aria-label': 'Commands and places' });
    const key = (...names) => names.flatMap(name => [h('kbd', {}, name), ' ']);
    this.dialog = h('dialog', { class: 'pal', 'aria-label': 'Command palette', onkeydown: event => this.keys(event), onclick: event => event.target === this.dialog && this.dialog.close() },
      h('div', { class: 'pal-in' }, icon('search'), this.input, h('kbd', {}, 'Esc')),
      this.list,
      h('div', { class: 'pal-foot' },
        h('span', {}, ...key('↑', '↓'), 'move'), h('span', {}, ...key('↵'), 'open'), h('span', {}, ...key('Ctrl ↵'), 'new tab'),
        h('span', { class: 'sp' }), h('span', { class: 'hide-s' }, h('b', {}, '>'), ' commands'), h('span', { class: 'hide-s' }, h('b', {}, '#'), ' jobs')));
    this.append(this.dialog);
  }

  show() {
    if (this.dialog.open) return;
    this.input.value = '';
    this.found = [];
    this.dialog.showModal();
    this.input.focus();
    this.ask();
  }

  ask() {
    clearTimeout(this.timer);
    this.selected = 0;
    this.draw();
    const query = this.input.value.trim().toLowerCase();
    this.timer = setTimeout(async () => {
      const found = await this.$server.find(query);
      if (query !== this.input.value.trim().toLowerCase()) return;
      this.found = found.map(entry => ({ ...entry, run: () => go(entry.target) }));
      this.draw();
    }, query ? 120 : 0);
  }

  entries() {
    const query = this.input.value.trim().toLowerCase();
    if (query.startsWith('#')) return this.found;
    const { here, preferences } = local(query.replace(/^>\s*/, ''));
    return [...here, ...this.found, ...preferences];
  }

  draw() {
    this.shown = this.entries();
    const rows = [];
    let group = '';
    this.shown.forEach((entry, index) => {
      if (entry.group !== group) {
        group = entry.group;
        rows.push(h('div', { class: 'pal-g', role: 'presentation' }, group));
      }
      const hint = entry.hint.length === 1 || /^G [A-Z]$/.test(entry.hint)
        ? h('span', {}, ...entry.hint.split(' ').flatMap(letter => [h('kbd', {}, letter), ' ']))
        : h('span', { class: 'mut s nw' }, entry.hint);
      rows.push(h('div', { role: 'option', id: `po${index}`, 'aria-selected': String(index === this.selected), onclick: event => this.choose(index, event.ctrlKey || event.metaKey) },
        icon(entry.icon), h('span', { class: 'el' }, entry.label), h('span', { class: 'sp' }), hint));
    });
    if (!rows.length) rows.push(h('div', { class: 'pal-g' }, 'Nothing matches. Try a cluster, job or template name.'));
    this.list.replaceChildren(...rows);
    this.mark();
  }

  mark() {
    this.list.querySelectorAll('[role=option]').forEach((row, index) => {
      row.setAttribute('aria-selected', String(index === this.selected));
      if (index === this.selected) row.scrollIntoView({ block: 'nearest' });
    });
    if (this.shown.length) this.input.setAttribute('aria-activedescendant', `po${this.selected}`);
    else this.input.removeAttribute('aria-activedescendant');
  }

  keys(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.shown.length) {
      this.selected = (this.selected + step + this.shown.length) % this.shown.length;
      this.mark();
      event.preventDefault();
    } else if (event.key === 'Enter') {
      this.choose(this.selected, event.ctrlKey || event.metaKey);
      event.preventDefault();
    }
    event.stopPropagation();
  }

  choose(index, newTab) {
    const entry = this.shown[index];
    if (!entry) return;
    this.dialog.close();
    if (newTab && entry.target !== undefined) window.open(new URL(entry.target || '.', document.baseURI), '_blank', 'noopener');
    else entry.run();
  }
}

customElements.define('rp-palette', RpPalette);
