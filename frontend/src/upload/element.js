import { pack, sha256 } from './pack.js';
import { known, remember, send } from './send.js';
import { rootOfDrop, rootOfFiles, walk } from './walk.js';
import { draw } from './draw.js';

const ARCHIVE = /\.(zip|tar\.gz|tgz)$/i;

/**
 * A working directory on its way to the portal: drop a folder or an archive, see what goes along and
 * what stays behind, send it. Tells its owner every change by the event `rp-change`.
 *
 * Attributes: `target` (where to send), `limit` (most bytes an archive may have).
 */
class RpUpload extends HTMLElement {
  connectedCallback() {
    this.state ??= { phase: 'empty' };
    this.ondragover = (event) => this.over(event, true);
    this.ondragleave = (event) => this.over(event, false);
    this.ondrop = (event) => this.drop(event);
    draw(this);
  }

  get limit() {
    return Number(this.getAttribute('limit'));
  }

  /** Shows what is already stored, as {name, origin, package, bytes, files}. */
  show(stored) {
    this.cancel();
    this.become(stored ? { phase: 'stored', ...stored } : { phase: 'empty' });
  }

  over(event, inside) {
    event.preventDefault();
    this.classList.toggle('over', inside);
  }

  drop(event) {
    this.over(event, false);
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter(Boolean);
    const [only] = entries;
    if (entries.length === 1 && only.isFile && ARCHIVE.test(only.name)) {
      only.file((file) => this.takeArchive(file));
    } else if (entries.length > 0) {
      this.takeFolder(rootOfDrop(entries));
    }
  }

  choose(folder) {
    const input = document.createElement('input');
    input.type = 'file';
    input.webkitdirectory = folder;
    input.accept = folder ? '' : '.zip,.tar.gz,.tgz';
    input.onchange = () => {
      if (input.files.length > 0) {
        folder ? this.takeFolder(rootOfFiles([...input.files])) : this.takeArchive(input.files[0]);
      }
    };
    input.click();
  }

  takeArchive(file) {
    this.become(
      file.size > this.limit
        ? { phase: 'refused', message: `${file.name} is larger than what Ray takes.`, largest: [], name: file.name }
        : { phase: 'scanned', name: file.name, archive: file, bytes: file.size, left: [] },
    );
  }

  async takeFolder(root) {
    await this.work({ phase: 'reading', name: root.name }, async (signal) => {
      const { name, files, left } = await walk(root, signal);
      this.scanned(name, files, left);
    });
  }

  scanned(name, files, left) {
    const bytes = files.reduce((sum, each) => sum + each.file.size, 0);
    const base = { name, files: files.length, bytes, left, found: files };
    this.become(
      files.length === 0
        ? { ...base, phase: 'refused', message: `Nothing in ${name} goes along.` }
        : { ...base, phase: 'scanned' },
    );
  }

  /** Takes one file out of what goes along. */
  leaveOut(path) {
    const { name, found, left } = this.state;
    const one = found.find((each) => each.path === path);
    this.scanned(
      name,
      found.filter((each) => each !== one),
      [...left, { path, why: 'you left it out', bytes: one.file.size }],
    );
  }

  /** Zips and sends what was read; does nothing when there is nothing to send. */
  async send() {
    if (this.state.phase !== 'scanned') {
      return;
    }
    const scan = this.state;
    await this.work({ ...scan, phase: 'packing', done: 0 }, async (signal) => {
      const archive =
        scan.archive ?? (await pack(scan.found, (done) => this.progress(done, scan.bytes), signal));
      if (archive.size > this.limit) {
        this.become({ ...scan, phase: 'refused', message: 'Too large even when zipped.', packed: archive.size });
        return;
      }
      const fingerprint = await sha256(archive);
      const before = await known(this.getAttribute('target'), fingerprint);
      const stored = before ?? (await this.transfer(scan, archive, signal));
      remember(fingerprint, stored.package);
      this.become({ ...scan, ...stored, phase: 'stored', origin: before ? 'known' : stored.isNew ? 'new' : 'same' });
    });
  }

  async transfer(scan, archive, signal) {
    this.become({ ...scan, phase: 'sending', done: 0, packed: archive.size });
    return send(this.getAttribute('target'), archive, (done, all) => this.progress(done, all), signal);
  }

  async work(state, steps) {
    this.cancel();
    this.stopper = new AbortController();
    const { signal } = this.stopper;
    this.become(state);
    try {
      await steps(signal);
    } catch (error) {
      if (!signal.aborted) {
        this.become({ ...this.state, phase: 'failed', message: error.message });
      }
    }
  }

  cancel() {
    this.stopper?.abort();
  }

  /** Back to nothing, or to what was read when a transfer is cancelled. */
  clear() {
    const { phase, found, archive } = this.state;
    this.cancel();
    this.become(
      ['packing', 'sending', 'failed'].includes(phase) && (found || archive)
        ? { ...this.state, phase: 'scanned' }
        : { phase: 'empty' },
    );
  }

  progress(done, all) {
    this.state.done = all > 0 ? done / all : 0;
    const bar = this.querySelector('progress');
    if (bar) {
      bar.value = this.state.done;
    }
  }

  become(state) {
    this.state = state;
    draw(this);
    const { phase, name = '', bytes = 0, files = 0 } = state;
    this.dispatchEvent(
      new CustomEvent('rp-change', { detail: { phase, name, bytes, files, package: state.package ?? '' } }),
    );
  }
}

customElements.define('rp-upload', RpUpload);
