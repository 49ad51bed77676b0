customElements.define('rp-log', class extends HTMLElement {});
