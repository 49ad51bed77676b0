import { h, icon } from './dom.js';

const quote = value => (/\s/.test(value) ? `"${value}"` : value);

/**
 * `field: value` tokens and free text. `value` is one string such as `state:failed owner:"a b" vit`,
 * `fields` is `[{name, values}]`; changes by the user come as event `filter-changed`.
 */
class RpFilter extends HTMLElement {
  tokens = [];
  known = [];
  typed = '';

  set fields(fields) {
    this.known = fields;
    if (this.box) this.parse(this.written());
  }

  set value(text) {
    if (this.box && text === this.written()) return;
    this.parse(text);
  }

  connectedCallback() {
    if (this.box) return;
    this.id ||= `f${Math.random().toString(36).slice(2)}`;
    this.input = h('input', {
      role: 'combobox', 'aria-expanded': 'false', 'aria-controls': `${this.id}-list`, 'aria-autocomplete': 'list', autocomplete: 'off', spellcheck: 'false',
      'aria-label': this.getAttribute('label') ?? 'Filter', placeholder: this.getAttribute('placeholder') ?? '',
      oninput: () => this.typing(), onkeydown: event => this.keys(event), onfocus: () => this.suggest(), onblur: () => this.close(),
    });
    this.box = h('div', { class: 'fbox' });
    this.list = h('div', { class: 'fsug', id: `${this.id}-list`, role: 'listbox', 'aria-label': 'Suggestions', hidden: true });
    this.append(this.box, this.list);
    this.input.value = this.typed;
    this.draw();
  }

  parse(text) {
    this.tokens = [];
    const rest = text.replace(/([\w-]+):(?:"([^"]*)"|(\S+))/g, (all, name, quoted, plain) => {
      if (!this.known.some(field => field.name === name)) return all;
      this.tokens.push([name, quoted ?? plain]);
      return '';
    });
    this.typed = rest.replace(/\s+/g, ' ').trim();
    if (this.input) {
      this.input.value = this.typed;
      this.draw();
    }
  }

  written() {
    return [...this.tokens.map(([name, value]) => `${name}:${quote(value)}`), this.input.value.trim()].filter(Boolean).join(' ');
  }

  draw() {
    const tokens = this.tokens.map(([name, value], index) => h('span', { class: 'tok' }, `${name}:`, h('b', {}, value),
      h('button', { type: 'button', 'aria-label': `Remove ${name}: ${value}`, onclick: () => this.remove(index) }, icon('x', 'i12'))));
    const hadFocus = document.activeElement === this.input;
    this.box.replaceChildren(icon('list-filter'), ...tokens, this.input, h('kbd', { 'aria-hidden': 'true' }, '/'));
    if (hadFocus) this.input.focus();
  }

  remove(index) {
    this.tokens.splice(index, 1);
    this.draw();
    this.input.focus();
    this.tell();
  }

  typing() {
    this.suggest();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), 300);
  }

  tell() {
    clearTimeout(this.timer);
    const value = this.written();
    if (value === this.told) return;
    this.told = value;
    this.dispatchEvent(new CustomEvent('filter-changed', { detail: value }));
  }

  /** The last word decides: a field's name, or a value after `field:`. */
  options() {
    const word = this.input.value.split(' ').at(-1);
    const [, name, start] = word.match(/^([\w-]+):(.*)$/) ?? [];
    const field = this.known.find(each => each.name === name);
    if (field) return field.values.filter(value => value.toLowerCase().startsWith(start.toLowerCase())).map(value => ({ name, value }));
    return this.known.filter(each => each.name.startsWith(word.toLowerCase())).map(each => ({ name: each.name }));
  }

  suggest() {
    this.offered = this.options().slice(0, 12);
    this.selected = -1;
    this.list.replaceChildren(...this.offered.map(({ name, value }, index) => h('div', {
      role: 'option', id: `${this.id}-${index}`, 'aria-selected': 'false', onmousedown: event => { event.preventDefault(); this.take(index); },
    }, value === undefined ? `${name}:` : value)));
    this.list.hidden = !this.offered.length;
    this.input.setAttribute('aria-expanded', String(!this.list.hidden));
    this.input.removeAttribute('aria-activedescendant');
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute('aria-expanded', 'false');
  }

  take(index) {
    const { name, value } = this.offered[index];
    const before = this.input.value.split(' ').slice(0, -1);
    if (value === undefined) {
      this.input.value = [...before, `${name}:`].join(' ');
      this.suggest();
      return;
    }
    this.tokens.push([name, value]);
    this.input.value = before.join(' ');
    this.draw();
    this.suggest();
    this.tell();
  }

  keys(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.offered?.length && !this.list.hidden) {
      this.selected = (this.selected + step + this.offered.length) % this.offered.length;
      [...this.list.children].forEach((option, index) => option.setAttribute('aria-selected', String(index === this.selected)));
      this.input.setAttribute('aria-activedescendant', `${this.id}-${this.selected}`);
      event.preventDefault();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      if (this.selected >= 0 && !this.list.hidden) return this.take(this.selected);
      this.parse(this.written());
      this.close();
      this.tell();
    } else if (event.key === 'Escape' && !this.list.hidden) {
      this.close();
      event.stopPropagation();
    } else if (event.key === 'Backspace' && !this.input.value && this.tokens.length) {
      this.remove(this.tokens.length - 1);
    }
  }
}

customElements.define('rp-filter', RpFilter);
