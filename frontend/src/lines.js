import { h } from './dom.js';

const HEIGHT = 18;
const LEAST_LINES = 5;

/**
 * A small editor with line numbers for lists of packages. `value` is its text, set by `show`; `bad`
 * are the numbers of lines with mistakes; typing comes out as `input` events of the field inside.
 */
class RpLines extends HTMLElement {
  text = '';
  wrong = [];

  get value() {
    return this.field?.value ?? this.text;
  }

  show(text) {
    this.text = text;
    if (this.field) {
      this.field.value = text;
      this.draw();
    }
  }

  set bad(numbers) {
    this.wrong = numbers;
    this.draw();
  }

  connectedCallback() {
    if (this.field) return;
    this.gutter = h('div', { class: 'lines-no', 'aria-hidden': 'true' });
    this.field = h('textarea', { class: 'mono', spellcheck: 'false', autocapitalize: 'off', wrap: 'off', 'aria-label': this.getAttribute('label') ?? '', oninput: () => this.draw() });
    this.field.value = this.text;
    this.append(this.gutter, this.field);
    this.draw();
  }

  draw() {
    if (!this.field) return;
    const lines = Math.max(LEAST_LINES, this.field.value.split('\n').length);
    this.gutter.replaceChildren(...Array.from({ length: lines }, (_, index) => h('div', { class: this.wrong.includes(index + 1) ? 'bad' : '' }, String(index + 1))));
    this.field.style.height = `${lines * HEIGHT}px`;
    this.field.setAttribute('aria-invalid', String(this.wrong.length > 0));
  }
}

customElements.define('rp-lines', RpLines);
