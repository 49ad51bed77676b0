const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes, listeners (`on…`) and children; strings become text nodes. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

/** A Lucide icon from the sprite. */
export function icon(name, size = 'i') {
  const svg = document.createElementNS(SVG, 'svg');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `${root}icons.svg#${name}`);
  svg.setAttribute('class', size);
  svg.setAttribute('aria-hidden', 'true');
  svg.append(use);
  return svg;
}

/** Where this script was loaded from: independent of the address of the page. */
const root = new URL('.', document.currentScript?.src ?? document.baseURI).pathname;

export function visible(element) {
  return element.checkVisibility({ visibilityProperty: true }) && !element.disabled && !element.hasAttribute('disabled');
}

/** Follows an in-app address as a click on a link does. */
export function go(target) {
  const base = new URL(document.baseURI).pathname;
  const link = h('a', { href: new URL(target, document.baseURI).pathname.startsWith(base) ? target : base, 'router-link': true, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
}
