const SECOND = 1000;
const ticking = new Set();
let timer = 0;

/** 34 min 52 s, as the server writes durations. */
export function words(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / SECOND));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const two = (number) => String(number).padStart(2, '0');
  if (hours) return `${hours} h ${two(minutes)} min`;
  return minutes ? `${minutes} min ${two(seconds % 60)} s` : `${seconds} s`;
}

/** `<rp-since from="1763712000000">`: how long ago that was, counting on. */
class RpSince extends HTMLElement {
  static observedAttributes = ['from'];

  connectedCallback() {
    ticking.add(this);
    timer ||= setInterval(() => ticking.forEach((each) => each.tick()), SECOND);
    this.tick();
  }

  disconnectedCallback() {
    ticking.delete(this);
    if (!ticking.size) {
      clearInterval(timer);
      timer = 0;
    }
  }

  attributeChangedCallback() {
    this.tick();
  }

  tick() {
    const from = Number(this.getAttribute('from'));
    const text = from ? words(Date.now() - from) : '';
    if (this.textContent !== text) this.textContent = text;
  }
}

customElements.define('rp-since', RpSince);
