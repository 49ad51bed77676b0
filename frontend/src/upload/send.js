const MEMORY = 'rp-packages';
const REMEMBERED = 50;

/** Sends the archive; resolves with what the server says it stored. */
export function send(url, blob, progress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => progress(event.loaded, event.total);
    request.onload = () =>
      request.status === 200 && request.response
        ? resolve(request.response)
        : reject(new Error(request.response?.message ?? `The portal answered ${request.status}. Try again.`));
    request.onerror = () => reject(new Error('The connection broke while sending. Nothing was stored; send again.'));
    request.onabort = () => reject(signal.reason);
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(blob);
  });
}

/** What the server stored when this browser sent the same bytes before; empty when it has gone. */
export async function known(url, fingerprint) {
  const hash = memory()[fingerprint];
  if (!hash) {
    return undefined;
  }
  const answer = await fetch(`${url}?package=${encodeURIComponent(hash)}`);
  return answer.ok ? answer.json() : undefined;
}

export function remember(fingerprint, hash) {
  if (fingerprint) {
    const entries = Object.entries({ ...memory(), [fingerprint]: hash }).slice(-REMEMBERED);
    localStorage.setItem(MEMORY, JSON.stringify(Object.fromEntries(entries)));
  }
}

function memory() {
  try {
    return JSON.parse(localStorage.getItem(MEMORY) ?? '{}');
  } catch {
    return {};
  }
}
