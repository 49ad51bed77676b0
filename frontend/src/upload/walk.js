import ignore from 'ignore';

// RAY_RUNTIME_ENV_DEFAULT_EXCLUDES in ray/_private/ray_constants.py, Ray 2.58.
const RAY_EXCLUDES = ['.git', '.venv', 'venv', '__pycache__'];
const CASE = { ignorecase: false };
const RULE_FILES = ['.gitignore', '.rayignore'];

/** What .gitignore and .rayignore files, nested ones included, and Ray itself leave out. */
class Rules {
  constructor() {
    this.ray = ignore(CASE).add(RAY_EXCLUDES);
    this.layers = [];
  }

  async add(folder, entry) {
    const text = await (await entry.file()).text();
    this.layers.push({ folder, name: entry.name, matcher: ignore(CASE).add(text) });
  }

  /** Why a path stays behind, in words; empty when it goes along. Folders end with a slash. */
  why(path) {
    if (this.ray.ignores(path)) {
      return 'Ray never takes it along';
    }
    // Ray asks both kinds of files and leaves out what either names; within a kind the deepest decides.
    return RULE_FILES.map((name) => this.whyBy(name, path)).find(Boolean) ?? '';
  }

  whyBy(name, path) {
    let reason = '';
    for (const layer of this.layers) {
      if (layer.name !== name || !path.startsWith(layer.folder)) {
        continue;
      }
      const verdict = layer.matcher.test(path.slice(layer.folder.length));
      if (verdict.ignored) {
        const rule = verdict.rule ? `“${verdict.rule.pattern}” in ` : '';
        reason = `${rule}${layer.folder}${name}`;
      } else if (verdict.unignored) {
        reason = '';
      }
    }
    return reason;
  }
}

/**
 * Reads a folder: what goes along and what stays behind.
 *
 * @param root {name, folder, children(), file()}
 * @returns {name, files: [{path, file}], left: [{path, why, bytes}]}
 */
export async function walk(root, signal) {
  const found = { name: root.name, files: [], left: [] };
  await descend(root, '', new Rules(), found, signal);
  found.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return found;
}

async function descend(folder, prefix, rules, found, signal) {
  signal.throwIfAborted();
  const children = await folder.children();
  for (const child of children) {
    if (!child.folder && RULE_FILES.includes(child.name)) {
      await rules.add(prefix, child);
    }
  }
  for (const child of children) {
    const path = prefix + child.name + (child.folder ? '/' : '');
    const why = rules.why(path);
    if (why) {
      found.left.push({ path, why, bytes: child.folder ? undefined : (await child.file()).size });
    } else if (child.folder) {
      await descend(child, path, rules, found, signal);
    } else {
      found.files.push({ path, file: await child.file() });
    }
  }
}

/** The root of what was dropped: the folder itself, or a nameless one around several things. */
export function rootOfDrop(entries) {
  const roots = entries.map(ofEntry);
  return roots.length === 1 && roots[0].folder
    ? roots[0]
    : { name: 'dropped files', folder: true, children: async () => roots };
}

function ofEntry(entry) {
  return {
    name: entry.name,
    folder: entry.isDirectory,
    file: () => new Promise((resolve, reject) => entry.file(resolve, reject)),
    children: async () => {
      const reader = entry.createReader();
      const all = [];
      // readEntries hands out at most 100 at a time.
      for (let some = await read(reader); some.length > 0; some = await read(reader)) {
        all.push(...some);
      }
      return all.map(ofEntry);
    },
  };
}

function read(reader) {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

/** The root of what a folder chooser gives: a flat list of files with paths. */
export function rootOfFiles(files) {
  const top = branch(files[0].webkitRelativePath.split('/')[0]);
  for (const file of files) {
    const parts = file.webkitRelativePath.split('/').slice(1);
    let at = top;
    for (const part of parts.slice(0, -1)) {
      at = at.branches.get(part) ?? at.grow(part);
    }
    at.leaves.push({ name: parts.at(-1), folder: false, file: async () => file });
  }
  return top;
}

function branch(name) {
  const self = {
    name,
    folder: true,
    branches: new Map(),
    leaves: [],
    grow: (child) => {
      const grown = branch(child);
      self.branches.set(child, grown);
      return grown;
    },
    children: async () => [...self.leaves, ...self.branches.values()],
  };
  return self;
}
