import { icon } from './dom.js';

/** `<rp-icon name="server">`: an icon for server-side components. */
class RpIcon extends HTMLElement {
  static observedAttributes = ['name'];

  connectedCallback() {
    this.setAttribute('aria-hidden', 'true');
    this.attributeChangedCallback();
  }

  attributeChangedCallback() {
    const name = this.getAttribute('name');
    if (name && this.isConnected) this.replaceChildren(icon(name, ''));
  }
}

customElements.define('rp-icon', RpIcon);
