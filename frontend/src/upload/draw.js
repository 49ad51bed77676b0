import { h, icon } from '../dom.js';
import { bytes, count, shortHash } from './words.js';

const SHOWN_LEFT = 200;
const SHOWN_LARGEST = 3;
const ORIGINS = {
  new: 'stored',
  same: 'same as before, kept once',
  known: 'same as before, not sent again',
  earlier: 'same as before, not sent again',
};

/** Draws an upload element's state into it. */
export function draw(upload) {
  const { phase } = upload.state;
  const bad = phase === 'refused' || phase === 'failed';
  upload.replaceChildren(
    h('div', { class: `drop${bad ? ' bad' : ''}` }, icon(phase === 'empty' ? 'cloud-upload' : 'folder'), h('div', { class: 'two sp' }, headline(upload.state), hint(upload)), side(upload)),
    ...below(upload),
  );
}

function headline(state) {
  if (state.phase === 'empty') return h('b', {}, 'No working directory yet');
  const facts = [state.files && count(state.files, 'file'), state.bytes && bytes(state.bytes), state.package && shortHash(state.package)];
  return h('div', { class: 'el' }, h('b', {}, state.found ? `${state.name}/` : state.name), h('span', { class: 'sec' }, ` ${facts.filter(Boolean).join(', ')}`));
}

function hint(upload) {
  return h(
    'div',
    { class: 'sec s' },
    'Drop a folder or zip here, or ',
    button('choose a folder', 'linkish', () => upload.choose(true)),
    ' or ',
    button('a zip', 'linkish', () => upload.choose(false)),
    '. .gitignore and .rayignore are honoured.',
  );
}

function side(upload) {
  const { phase, origin, packed, done } = upload.state;
  const parts = {
    reading: () => ['Reading…', cancel(upload)],
    scanned: () => [button('Upload', 'btn p', () => upload.send()), button('Forget', 'btn t', () => upload.clear())],
    packing: () => ['Zipping', bar('Zipping', done), cancel(upload)],
    sending: () => [`Sending ${bytes(packed)}`, bar('Sending', done), cancel(upload)],
    stored: () => [h('span', { class: 'st ok' }, icon('circle-check', 'i i14'), ORIGINS[origin]), button('Remove', 'btn t sm', () => upload.show(null))],
    failed: () => [button('Back', 'btn', () => upload.clear())],
  }[phase];
  return h('div', { class: 'row', role: 'status' }, ...(parts ? parts() : []));
}

function bar(label, value) {
  return h('progress', { 'aria-label': label, value: String(value), max: '1' });
}

function below(upload) {
  const { phase, left = [], ignored = 0 } = upload.state;
  if (phase === 'refused' || phase === 'failed') return [refusal(upload), ...(left.length ? [leftOut(left)] : [])];
  if (left.length) return [leftOut(left)];
  return phase === 'stored' && ignored > 0 ? [h('div', { class: 'up-note sec s' }, `${count(ignored, 'file')} left out.`)] : [];
}

function refusal(upload) {
  const { phase, message, found = [], packed } = upload.state;
  const sentence = phase === 'failed' ? message : `${message} ${nextStep(upload, packed)}`;
  const largest = phase === 'failed' ? [] : [...found].sort((a, b) => b.file.size - a.file.size).slice(0, SHOWN_LARGEST);
  const rows = largest.map(({ path, file }) => h('li', {}, h('code', {}, path), ` ${bytes(file.size)} `, button('Leave out', 'linkish', () => upload.leaveOut(path))));
  return h('div', { class: 'up-note err s', role: 'alert' }, icon('circle-x', 'i i14'), ` ${sentence}${rows.length ? ' The largest:' : ''}`, h('ul', {}, ...rows));
}

function nextStep(upload, packed) {
  if (upload.state.found?.length === 0) return 'Look at its .gitignore, or drop the folder with the code.';
  const size = packed ? `${bytes(packed)} is over the limit of` : 'The limit is';
  return `${size} ${bytes(upload.limit)}. Name large data in .rayignore, or give it by URI.`;
}

function leftOut(left) {
  const folders = left.filter((each) => each.bytes === undefined).length;
  const known = left.reduce((sum, each) => sum + (each.bytes ?? 0), 0);
  const parts = [folders && count(folders, 'folder'), left.length > folders && `${count(left.length - folders, 'file')} (${bytes(known)})`];
  const rows = left.slice(0, SHOWN_LEFT).map(({ path, why, bytes: size }) => h('li', {}, h('code', {}, path), `${size === undefined ? '' : ` ${bytes(size)}`}: ${why}`));
  if (left.length > SHOWN_LEFT) rows.push(h('li', {}, `and ${left.length - SHOWN_LEFT} more`));
  return h(
    'details',
    { class: 'up-note s' },
    h('summary', {}, icon('info', 'i i14'), ` Left out: ${parts.filter(Boolean).join(' and ')}. Show which and why`),
    h('ul', {}, ...rows),
  );
}

function cancel(upload) {
  return button('Cancel', 'btn t', () => upload.clear());
}

function button(text, style, action) {
  return h('button', { type: 'button', class: style, onclick: action }, text);
}
