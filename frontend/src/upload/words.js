const UNITS = ['B', 'kB', 'MB', 'GB'];

/** 3.8 MB, as the portal's other screens write it. */
export function bytes(count) {
  let value = count;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

export function count(number, word) {
  return `${number.toLocaleString('en').replaceAll(',', '\u202f')} ${word}${number === 1 ? '' : 's'}`;
}

/** 9c1f…e07a, enough to compare by eye. */
export function shortHash(hash) {
  const digits = hash.replace('sha256:', '');
  return `sha256 ${digits.slice(0, 4)}…${digits.slice(-4)}`;
}
