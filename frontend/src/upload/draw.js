import { bytes, count, el, icon, shortHash } from './words.js';

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
  const { state } = upload;
  const zone = el(
    'div',
    { className: `drop${state.phase === 'refused' || state.phase === 'failed' ? ' bad' : ''}` },
    icon(state.phase === 'empty' ? 'cloud-upload' : 'folder'),
    el('div', { className: 'sp' }, headline(state), hint(upload)),
    side(upload),
  );
  upload.replaceChildren(zone, ...below(upload));
}

function headline(state) {
  const line = el('div', { className: 'el' });
  if (state.phase === 'empty') {
    line.append(el('b', { textContent: 'No working directory yet' }));
    return line;
  }
  const facts = [
    state.files ? count(state.files, 'file') : '',
    state.bytes ? bytes(state.bytes) : '',
    state.package ? shortHash(state.package) : '',
  ];
  line.append(
    el('b', { textContent: state.found ? `${state.name}/` : state.name }),
    el('span', { className: 'mut', textContent: ` ${facts.filter(Boolean).join(', ')}` }),
  );
  return line;
}

function hint(upload) {
  return el(
    'div',
    { className: 'sec s' },
    'Drop a folder or zip here, or ',
    button('choose a folder', 'linkish', () => upload.choose(true)),
    ' or ',
    button('a zip', 'linkish', () => upload.choose(false)),
    '. .gitignore and .rayignore are honoured.',
  );
}

function side(upload) {
  const { phase, origin, packed, done } = upload.state;
  const area = el('div', { className: 'row up-side' });
  area.setAttribute('role', 'status');
  if (phase === 'reading') {
    area.append('Reading…', cancel(upload));
  } else if (phase === 'scanned') {
    area.append(
      button('Upload', 'btn p', () => upload.send()),
      button('Forget', 'btn t', () => upload.clear()),
    );
  } else if (phase === 'packing' || phase === 'sending') {
    const bar = el('progress', { value: done, max: 1 });
    const word = phase === 'packing' ? 'Zipping' : `Sending ${bytes(packed)}`;
    bar.setAttribute('aria-label', word);
    area.append(word, bar, cancel(upload));
  } else if (phase === 'stored') {
    area.append(
      el('span', { className: 'st ok' }, icon('circle-check', 'i14'), ORIGINS[origin]),
      button('Remove', 'btn t sm', () => upload.show(null)),
    );
  } else if (phase === 'failed') {
    area.append(button('Back', 'btn', () => upload.clear()));
  }
  return area;
}

function below(upload) {
  const { phase, message, left = [], ignored = 0 } = upload.state;
  const parts = [];
  if (phase === 'refused' || phase === 'failed') {
    parts.push(refusal(upload, message));
  }
  if (left.length > 0) {
    parts.push(leftOut(left));
  } else if (phase === 'stored' && ignored > 0) {
    parts.push(el('div', { className: 'up-note sec s' }, `${count(ignored, 'file')} left out.`));
  }
  return parts;
}

function refusal(upload, message) {
  const { phase, found = [], packed } = upload.state;
  const box = el('div', { className: 'up-note err s' }, icon('circle-x', 'i14'));
  box.setAttribute('role', 'alert');
  if (phase === 'failed' || found.length === 0) {
    box.append(` ${message} `, phase === 'failed' ? '' : tooLarge(upload, packed));
    return box;
  }
  box.append(` ${message} ${tooLarge(upload, packed)} The largest:`);
  const list = el('ul', {});
  for (const { path, file } of [...found].sort((a, b) => b.file.size - a.file.size).slice(0, SHOWN_LARGEST)) {
    list.append(
      el(
        'li',
        {},
        el('code', { textContent: path }),
        ` ${bytes(file.size)} `,
        button('Leave out', 'linkish', () => upload.leaveOut(path)),
      ),
    );
  }
  box.append(list);
  return box;
}

function tooLarge(upload, packed) {
  if (upload.state.found?.length === 0) {
    return 'Look at its .gitignore, or drop the folder with the code.';
  }
  const size = packed ? `${bytes(packed)} is over the limit of` : 'The limit is';
  return `${size} ${bytes(upload.limit)}. Name large data in .rayignore, or give it by URI.`;
}

function leftOut(left) {
  const known = left.reduce((sum, each) => sum + (each.bytes ?? 0), 0);
  const folders = left.filter((each) => each.bytes === undefined).length;
  const parts = [
    folders ? count(folders, 'folder') : '',
    left.length > folders ? `${count(left.length - folders, 'file')} (${bytes(known)})` : '',
  ];
  const details = el('details', { className: 'up-note s' });
  const rows = left.slice(0, SHOWN_LEFT).map(({ path, why, bytes: size }) =>
    el('li', {}, el('code', { textContent: path }), ` ${size === undefined ? '' : bytes(size)} — ${why}`),
  );
  if (left.length > SHOWN_LEFT) {
    rows.push(el('li', {}, `and ${left.length - SHOWN_LEFT} more`));
  }
  details.append(
    el('summary', {}, icon('info', 'i14'), ` Left out: ${parts.filter(Boolean).join(' and ')}. Show which and why`),
    el('ul', {}, ...rows),
  );
  return details;
}

function cancel(upload) {
  return button('Cancel', 'btn t', () => upload.clear());
}

function button(text, className, action) {
  return el('button', { type: 'button', className, textContent: text, onclick: action });
}
