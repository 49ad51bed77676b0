import { Zip, ZipDeflate } from 'fflate';

// One date for all, so that the same files always make the same bytes.
const DATE = new Date(1980, 0, 1);

/** Zips files in the browser, a chunk at a time; `progress` hears the bytes read so far. */
export async function pack(files, progress, signal) {
  const parts = [];
  let failure;
  const zip = new Zip((error, chunk) => {
    failure ??= error ?? undefined;
    parts.push(chunk);
  });
  let read = 0;
  for (const { path, file } of files) {
    const entry = new ZipDeflate(path, { level: 6 });
    entry.mtime = DATE;
    zip.add(entry);
    for await (const chunk of chunks(file)) {
      signal.throwIfAborted();
      entry.push(chunk);
      read += chunk.length;
      progress(read);
    }
    entry.push(new Uint8Array(0), true);
    if (failure) {
      throw failure;
    }
  }
  zip.end();
  return new Blob(parts, { type: 'application/zip' });
}

async function* chunks(file) {
  const reader = file.stream().getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    yield next.value;
  }
}

/** Hex SHA-256; empty where the browser offers none (pages not served securely). */
export async function sha256(blob) {
  if (!globalThis.crypto?.subtle) {
    return '';
  }
  const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
