const UNITS = ['B', 'KiB', 'MiB', 'GiB'];

/** 3.8 MiB, as the portal's other screens write it. */
export function bytes(count) {
  let value = count;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value >= 10 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)} ${UNITS[unit]}`;
}

export function count(number, word) {
  return `${number.toLocaleString('en').replaceAll(',', '\u00a0')} ${word}${number === 1 ? '' : 's'}`;
}

/** 9c1f…e07a, enough to compare by eye. */
export function shortHash(hash) {
  const digits = hash.replace('sha256:', '');
  return `sha256 ${digits.slice(0, 4)}…${digits.slice(-4)}`;
}
