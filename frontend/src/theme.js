import { h, icon } from './dom.js';

const KEY = 'rp-theme';
const system = matchMedia('(prefers-color-scheme: dark)');

function chosen() {
  const stored = localStorage.getItem(KEY);
  return stored === 'light' || stored === 'dark' ? stored : null;
}

export function isDark() {
  return (chosen() ?? (system.matches ? 'dark' : 'light')) === 'dark';
}

function apply() {
  if (chosen()) document.documentElement.dataset.theme = chosen();
  else delete document.documentElement.dataset.theme;
  dispatchEvent(new Event('rp-theme'));
}

export function toggleTheme() {
  localStorage.setItem(KEY, isDark() ? 'light' : 'dark');
  apply();
}

/** The button in the top bar. */
class RpTheme extends HTMLElement {
  connectedCallback() {
    if (!this.redraw) this.redraw = () => this.draw();
    addEventListener('rp-theme', this.redraw);
    system.addEventListener('change', this.redraw);
    this.draw();
  }

  disconnectedCallback() {
    removeEventListener('rp-theme', this.redraw);
    system.removeEventListener('change', this.redraw);
  }

  draw() {
    const label = isDark() ? 'Switch to light theme' : 'Switch to dark theme';
    if (!this.firstChild) this.append(h('button', { class: 'ib', type: 'button', onclick: toggleTheme }));
    const button = this.firstChild;
    button.title = label;
    button.setAttribute('aria-label', label);
    button.replaceChildren(icon(isDark() ? 'sun' : 'moon'));
  }
}

apply();
customElements.define('rp-theme', RpTheme);
