import { h, icon } from './dom.js';

const NAME = 'rp-sign-in-name';

/** Around the sign-in form: reveals the password, adds the CSRF token, says that it is busy. */
class RpSignIn extends HTMLElement {
  connectedCallback() {
    setTimeout(() => this.equip());
  }

  equip() {
    const form = this.querySelector('form');
    if (!form || form.dataset.equipped) return;
    form.dataset.equipped = 'true';
    const password = form.querySelector('[name=password]');
    const button = h('button', { class: 'ib', type: 'button', 'aria-label': 'Show password', 'aria-pressed': 'false', onclick: () => this.reveal(password, button) }, icon('eye'));
    password.after(button);
    form.addEventListener('submit', () => this.submitting(form));
    const name = form.querySelector('[name=username]');
    if (this.hasAttribute('refused')) name.value = sessionStorage.getItem(NAME) ?? '';
    (this.hasAttribute('refused') && name.value ? password : name).focus();
  }

  reveal(password, button) {
    const show = password.type === 'password';
    password.type = show ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(show));
    button.replaceChildren(icon(show ? 'eye-off' : 'eye'));
  }

  submitting(form) {
    const token = document.querySelector('meta[name=_csrf]')?.content;
    const parameter = document.querySelector('meta[name=_csrf_parameter]')?.content ?? '_csrf';
    if (token && !form.elements[parameter]) form.append(h('input', { type: 'hidden', name: parameter, value: token }));
    sessionStorage.setItem(NAME, form.elements.username.value);
    const button = form.querySelector('[type=submit]');
    button.textContent = 'Signing in…';
    button.disabled = true;
  }
}

customElements.define('rp-sign-in', RpSignIn);
