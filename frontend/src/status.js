import { h, icon } from './dom.js';

const LOST = { 'connection-lost': 'Connection lost', reconnecting: 'Connecting again…' };

/** Whether news reach this page. */
class RpLive extends HTMLElement {
  connectedCallback() {
    const state = window.Vaadin?.connectionState;
    if (!state) {
      setTimeout(() => this.isConnected && this.connectedCallback(), 200);
      return;
    }
    this.listener ??= () => this.draw(state.state);
    state.addStateChangeListener(this.listener);
    this.draw(state.state);
  }

  disconnectedCallback() {
    window.Vaadin?.connectionState?.removeStateChangeListener(this.listener);
  }

  draw(state) {
    const word = LOST[state];
    this.className = word ? 'warn' : 'ok';
    this.replaceChildren(icon(word ? 'wifi-off' : 'wifi', 'i12'), h('span', {}, word ?? 'Live'));
  }
}

/** The time zone in which the browser shows times. */
class RpZone extends HTMLElement {
  connectedCallback() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const short = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' }).formatToParts(new Date());
    this.title = `Times are shown in ${zone}`;
    this.replaceChildren(icon('clock', 'i12'), h('span', {}, short.find(part => part.type === 'timeZoneName').value));
  }
}

customElements.define('rp-live', RpLive);
customElements.define('rp-zone', RpZone);
