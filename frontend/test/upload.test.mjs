import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { pack, sha256 } from '../src/upload/pack.js';
import { rootOfFiles, walk } from '../src/upload/walk.js';
import { bytes, count } from '../src/upload/words.js';

const signal = new AbortController().signal;

function chosen(tree) {
  return Object.entries(tree).map(([path, text]) =>
    Object.defineProperty(new File([text], path.split('/').pop()), 'webkitRelativePath', { value: `root/${path}` }),
  );
}

test('nested ignore files decide over those above, and say which rule it was', async () => {
  const found = await walk(
    rootOfFiles(
      chosen({
        'main.py': '',
        '.gitignore': '*.ckpt\n/data/\n',
        'a/.gitignore': '!keep.ckpt\n*.tmp\n',
        'a/keep.ckpt': '',
        'a/x.tmp': 'x',
        'b/y.ckpt': 'yy',
        'data/z': '',
        'sub/data/q': '',
        '.rayignore': '*.bin',
        'm.bin': '',
      }),
    ),
    signal,
  );
  assert.equal(found.name, 'root');
  assert.deepEqual(
    found.files.map((each) => each.path),
    ['.gitignore', '.rayignore', 'a/.gitignore', 'a/keep.ckpt', 'main.py', 'sub/data/q'],
  );
  assert.deepEqual(Object.fromEntries(found.left.map((each) => [each.path, each.why])), {
    'm.bin': '“*.bin” in .rayignore',
    'a/x.tmp': '“*.tmp” in a/.gitignore',
    'b/y.ckpt': '“*.ckpt” in .gitignore',
    'data/': '“/data/” in .gitignore',
  });
});

test('what Ray leaves out by itself is not even read', async () => {
  const found = await walk(rootOfFiles(chosen({ 'x.py': '', '.git/config': '', 'a/venv/bin': '' })), signal);
  assert.deepEqual(
    found.left.map((each) => each.path).sort(),
    ['.git/', 'a/venv/'],
  );
});

test('the same files make the same bytes', async () => {
  const { files } = await walk(rootOfFiles(chosen({ 'main.py': 'print(1)', 'empty.txt': '' })), signal);
  const [one, two] = [await pack(files, () => {}, signal), await pack(files, () => {}, signal)];
  assert.equal(await sha256(one), await sha256(two));
  assert.deepEqual(Object.keys(unzipSync(new Uint8Array(await one.arrayBuffer()))), ['empty.txt', 'main.py']);
});

test('amounts are written as on the other screens', () => {
  assert.equal(bytes(312), '312 B');
  assert.equal(bytes(1024), '1 KiB');
  assert.equal(bytes(1.5 * 1024 * 1024), '1.5 MiB');
  assert.equal(bytes(100 * 1024 * 1024), '100 MiB');
  assert.equal(count(12480, 'file'), '12\u00a0480 files');
});
