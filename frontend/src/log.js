import { h, icon } from './dom.js';

const ROW = 20;
const CHUNK = 200;
const KEPT_CHUNKS = 40;
const OVERSCAN = 12;
/** Browsers end an element at about 33 million pixels; longer logs scroll proportionally. */
const TALLEST = 15_000_000;
const SEVERITY = [{}, { css: 'warn', icon: 'triangle-alert', word: 'Warning' }, { css: 'err', icon: 'octagon-x', word: 'Error' }];
const number = value => value.toLocaleString('en').replaceAll(',', '\u00a0');

/** A windowed log. The server says how long it is by `grew`, answers `$server.lines` and `$server.search`. */
class RpLog extends HTMLElement {
  total = 0;
  chunks = new Map();
  asked = new Set();
  hits = { text: '', lines: [], total: 0 };
  hit = -1;
  following = true;
  unseen = 0;
  wrap = localStorage.getItem('rp-log-wrap') === 'on';

  connectedCallback() {
    if (!this.view) this.build();
    this.resized = new ResizeObserver(() => {
      if (this.following) this.toEnd();
      this.paint();
    });
    this.resized.observe(this.view);
    this.byHash ??= () => this.followHash();
    addEventListener('hashchange', this.byHash);
    this.hot = this.hashLine();
    if (this.hot) this.following = false;
  }

  disconnectedCallback() {
    this.resized.disconnect();
    removeEventListener('hashchange', this.byHash);
  }

  build() {
    const button = (name, label, key, click) => h('button', { class: 'ib', type: 'button', title: `${label}  ${key}`, 'aria-label': label, 'data-key': key.toLowerCase().replace('shift ', 'shift+'), onclick: click }, icon(name));
    this.input = h('input', { type: 'search', placeholder: 'Search in the log', 'aria-label': 'Search in the log', spellcheck: 'false', oninput: () => this.typing(), onkeydown: event => this.searchKeys(event) });
    this.count = h('span', { class: 's mut nw', role: 'status' });
    this.errors = h('span', { class: 's err nw', hidden: true });
    this.warnings = h('span', { class: 's warn nw', hidden: true });
    this.first = h('button', { class: 'btn t sm', type: 'button', 'data-key': 'e', hidden: true, onclick: () => this.jump(this.firstError) }, icon('arrow-down', 'i14'), h('span', { class: 'hide-s' }, 'First error'), h('kbd', { 'aria-hidden': 'true' }, 'E'));
    this.wrapper = h('button', { class: 'ib', type: 'button', title: 'Wrap long lines  W', 'aria-label': 'Wrap long lines', 'aria-pressed': String(this.wrap), 'data-key': 'w', onclick: () => this.toggleWrap() }, icon('wrap-text'));
    this.previous = button('chevron-up', 'Previous hit', 'Shift N', () => this.step(-1));
    this.next = button('chevron-down', 'Next hit', 'N', () => this.step(1));
    this.rows = h('div', { class: 'lg-r' });
    this.spacer = h('div', { class: 'lg-s' }, this.rows);
    this.view = h('div', { class: 'lg', tabindex: '0', role: 'region', 'aria-label': 'Lines of the log', onscroll: () => this.scrolled(), onclick: event => this.clicked(event) }, this.spacer);
    this.map = h('div', { class: 'lg-map', 'aria-hidden': 'true', onclick: event => this.jump(Math.ceil((event.offsetY / this.map.clientHeight) * this.total)) });
    this.fresh = h('button', { class: 'btn sm lg-new', type: 'button', hidden: true, onclick: () => this.toEnd() });
    this.nothing = h('div', { class: 'lg-none' }, 'Reading the log…');
    this.foot = h('span', { class: 'sp' });
    this.append(
      h('div', { class: 'logbar', role: 'search' }, h('div', { class: 'fbox' }, icon('search', 'i14'), this.input, this.count), this.previous, this.next, this.first, this.errors, this.warnings, this.wrapper),
      h('div', { class: 'lgw' }, this.view, this.map, this.fresh, this.nothing),
      h('div', { class: 'logfoot' }, this.foot, h('span', { class: 'hide-s' }, 'Alt + click a line number to copy a link')));
    this.classList.toggle('wrapped', this.wrap);
    this.showHits();
  }

  // ---- what the server tells

  grew(state) {
    const added = state.lines - this.total;
    this.total = state.lines;
    this.firstError = state.firstError;
    this.keepTail(state.tail);
    this.spacer.style.height = `${this.height()}px`;
    this.nothing.hidden = state.lines > 0 && !state.failure;
    this.nothing.textContent = state.failure ? `The log cannot be read: ${state.failure}` : state.complete ? 'The log is empty.' : 'No output yet.';
    this.level(this.errors, 2, state.errors);
    this.level(this.warnings, 1, state.warnings);
    this.first.hidden = !state.firstError;
    this.drawMap(state);
    if (this.following) this.toEnd();
    else if (added > 0 && this.known) this.unseen += added;
    this.known = true;
    if (this.hot && !this.jumped && this.hot <= this.total) {
      this.jumped = true;
      this.jump(this.hot);
    }
    this.paint();
  }

  found(hits) {
    if (hits.text !== this.input.value.trim()) return;
    this.hits = hits;
    this.searchedAt = this.total;
    const from = this.topLine() + 1;
    this.hit = hits.lines.findIndex(line => line >= from);
    if (this.hit < 0) this.hit = hits.lines.length ? 0 : -1;
    this.showHits();
    if (this.hit >= 0) this.jump(hits.lines[this.hit]);
    this.paint();
  }

  level(element, severity, count) {
    element.hidden = !count;
    element.title = `${number(count)} lines: ${SEVERITY[severity].word}`;
    element.replaceChildren(icon(SEVERITY[severity].icon, 'i14'), ` ${number(count)}`);
  }

  keepTail(tail) {
    for (const row of tail) {
      const chunk = this.chunks.get(Math.floor((row[0] - 1) / CHUNK));
      if (chunk) chunk[(row[0] - 1) % CHUNK] = row;
    }
    this.tail = new Map(tail.map(row => [row[0], row]));
  }

  // ---- geometry

  height() {
    return Math.min(this.total * ROW, TALLEST);
  }

  scaled() {
    return this.total * ROW > TALLEST;
  }

  visibleRows() {
    return Math.floor(this.view.clientHeight / ROW);
  }

  topLine() {
    if (!this.scaled()) return Math.floor(this.view.scrollTop / ROW);
    const way = this.view.scrollTop / (TALLEST - this.view.clientHeight);
    return Math.round(way * (this.total - this.visibleRows()));
  }

  atEnd() {
    return this.view.scrollTop + this.view.clientHeight >= this.view.scrollHeight - ROW / 2;
  }

  toEnd() {
    this.following = true;
    this.view.scrollTop = this.view.scrollHeight;
    this.paint();
  }

  jump(line) {
    if (!line) return;
    this.hot = line;
    this.following = false;
    const first = Math.max(0, line - 1 - Math.floor(this.visibleRows() / 3));
    this.view.scrollTop = this.scaled() ? (first / (this.total - this.visibleRows())) * (TALLEST - this.view.clientHeight) : first * ROW;
    this.paint();
  }

  scrolled() {
    this.following = this.atEnd();
    this.frame ??= requestAnimationFrame(() => {
      this.frame = undefined;
      this.paint();
    });
  }

  // ---- drawing

  paint() {
    if (this.following) this.unseen = 0;
    this.fresh.hidden = !this.unseen;
    this.fresh.textContent = `${number(this.unseen)} new ${this.unseen === 1 ? 'line' : 'lines'} ↓`;
    const top = this.topLine();
    const overscan = this.wrap ? 0 : OVERSCAN;
    const first = Math.max(0, Math.min(top, this.total - this.visibleRows()) - overscan);
    const last = Math.min(this.total, top + this.visibleRows() + 2 + overscan);
    const rows = [];
    this.missing = new Set();
    for (let line = first + 1; line <= last; line++) rows.push(this.row(line));
    this.rows.replaceChildren(...rows);
    this.place(first, top, overscan);
    clearTimeout(this.fetching);
    // A long way is scrolled through many places: only where it rests is asked for.
    if (this.missing.size) this.fetching = setTimeout(() => this.missing.forEach(index => this.fetch(index)), 40);
    this.foot.textContent = this.total ? `Line ${number(Math.min(this.total, top + this.visibleRows()))} of ${number(this.total)}${this.following ? ' · following' : ''}` : '';
  }

  place(first, top, overscan) {
    if (this.wrap && this.atEnd()) {
      this.rows.style.top = `${Math.min(this.view.scrollTop, this.height() - this.rows.offsetHeight)}px`;
    } else if (this.wrap || this.scaled()) {
      this.rows.style.top = `${this.view.scrollTop - Math.min(overscan, top) * ROW}px`;
    } else {
      this.rows.style.top = `${first * ROW}px`;
    }
  }

  data(line) {
    const index = Math.floor((line - 1) / CHUNK);
    const row = this.chunks.get(index)?.[(line - 1) % CHUNK] ?? this.tail?.get(line);
    if (!row) this.missing.add(index);
    return row;
  }

  async fetch(index) {
    if (this.asked.has(index)) return;
    this.asked.add(index);
    try {
      const rows = await this.$server.lines(index * CHUNK + 1, CHUNK);
      this.chunks.delete(index);
      this.chunks.set(index, rows);
      while (this.chunks.size > KEPT_CHUNKS) this.chunks.delete(this.chunks.keys().next().value);
      this.paint();
    } finally {
      this.asked.delete(index);
    }
  }

  row(line) {
    const [, severity = 0, more = 0, ...runs] = this.data(line) ?? [];
    const { css = '', icon: sign, word } = SEVERITY[severity];
    const text = h('span', { class: 'lx' });
    for (let i = 0; i < runs.length; i += 2) text.append(this.marked(runs[i], runs[i + 1], line));
    if (more) text.append(h('span', { class: 'mut' }, ` … ${number(more)} more bytes`));
    return h('div', { class: `ll ${css}${line === this.hot ? ' hot' : ''}` },
      h('span', { class: 'lm', title: word }, ...(sign ? [icon(sign, 'i12')] : [])), h('span', { class: 'ln', 'data-line': line }, String(line)), text);
  }

  marked(text, css, line) {
    const run = h('span', css ? { class: css } : {});
    const wanted = this.hits.text.toLowerCase();
    const lower = text.toLowerCase();
    let from = 0;
    // Lower case of a few letters is longer than the letter: then positions differ, and nothing is marked.
    for (let at = wanted && lower.length === text.length ? lower.indexOf(wanted) : -1; at >= 0; at = lower.indexOf(wanted, from)) {
      const current = this.hits.lines[this.hit] === line;
      run.append(text.slice(from, at), h('mark', current ? { class: 'cur' } : {}, text.slice(at, at + wanted.length)));
      from = at + wanted.length;
    }
    run.append(text.slice(from));
    return run;
  }

  drawMap({ errorMarks, warningMarks, parts }) {
    const mark = (css, part) => h('i', { class: css, style: `top:${(part / parts) * 100}%` });
    this.map.replaceChildren(...warningMarks.map(part => mark('W', part)), ...errorMarks.map(part => mark('E', part)));
  }

  // ---- what the user does

  typing() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.search(), 300);
  }

  search() {
    clearTimeout(this.timer);
    const text = this.input.value.trim();
    if (text) {
      this.count.textContent = '…';
      this.$server.search(text);
      return;
    }
    this.hits = { text: '', lines: [], total: 0 };
    this.hit = -1;
    this.showHits();
    this.paint();
  }

  searchKeys(event) {
    if (event.key === 'Enter') {
      if (this.input.value.trim() !== this.hits.text || this.searchedAt !== this.total) this.search();
      else this.step(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape') {
      this.input.value = '';
      this.search();
      this.view.focus();
    }
  }

  step(by) {
    const { lines } = this.hits;
    if (!lines.length) return;
    this.hit = (this.hit + by + lines.length) % lines.length;
    this.showHits();
    this.jump(lines[this.hit]);
  }

  showHits() {
    const { text, lines, total } = this.hits;
    this.count.textContent = !text ? '' : total ? `${number(this.hit + 1)} of ${number(total)}` : 'nothing found';
    this.previous.hidden = this.next.hidden = !lines.length;
  }

  toggleWrap() {
    this.wrap = !this.wrap;
    localStorage.setItem('rp-log-wrap', this.wrap ? 'on' : 'off');
    this.wrapper.setAttribute('aria-pressed', String(this.wrap));
    this.classList.toggle('wrapped', this.wrap);
    if (this.following) this.toEnd();
    else this.paint();
  }

  clicked(event) {
    const line = Number(event.target.dataset?.line);
    if (!line || !event.altKey) return;
    event.preventDefault();
    this.hot = line;
    history.replaceState(history.state, '', `#L${line}`);
    navigator.clipboard?.writeText(location.href);
    this.paint();
  }

  hashLine() {
    return Number(location.hash.match(/^#L(\d+)$/)?.[1] ?? 0);
  }

  followHash() {
    this.jump(Math.min(this.hashLine(), this.total));
  }
}

customElements.define('rp-log', RpLog);
