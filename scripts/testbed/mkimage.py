"""Writes an image archive: mkimage.py [--root-owned] NAME:TAG OUT.tar CONFIG-JSON LAYER...

Each layer is a folder that holds files as they are below the image's root. The archive is an OCI
layout, which containerd, Podman and registries' tools take; no Docker is needed.
"""

import argparse
import hashlib
import io
import json
import os
import platform
import subprocess
import tarfile

ARCHITECTURE = {"x86_64": "amd64", "aarch64": "arm64"}
OCI = "application/vnd.oci.image."


def digest_of(file):
    digest = hashlib.sha256()
    with open(file, "rb") as opened:
        for block in iter(lambda: opened.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def as_blob(content):
    data = json.dumps(content).encode()
    return hashlib.sha256(data).hexdigest(), data


def described(kind, digest, size, **more):
    return {"mediaType": OCI + kind, "digest": "sha256:" + digest, "size": size, **more}


def packed(folder, tar, owner):
    left_out = ["--exclude=./proc/*", "--exclude=./sys/*", "--exclude=./dev/*"]
    subprocess.run(
        ["tar", "--sort=name", "--numeric-owner", *owner, *left_out, "-C", folder, "-cf", tar, "."], check=True
    )
    return {"tar": tar, "digest": digest_of(tar), "size": os.stat(tar).st_size}


def write(name, out, config, layers):
    target = {"architecture": ARCHITECTURE[platform.machine()], "os": "linux"}
    diffs = ["sha256:" + layer["digest"] for layer in layers]
    config_digest, config_blob = as_blob({**target, "config": config, "rootfs": {"type": "layers", "diff_ids": diffs}})
    manifest_digest, manifest = as_blob(
        {
            "schemaVersion": 2,
            "mediaType": OCI + "manifest.v1+json",
            "config": described("config.v1+json", config_digest, len(config_blob)),
            "layers": [described("layer.v1.tar", layer["digest"], layer["size"]) for layer in layers],
        }
    )
    names = {"io.containerd.image.name": name, "org.opencontainers.image.ref.name": name.split(":")[-1]}
    entry = described("manifest.v1+json", manifest_digest, len(manifest), platform=target, annotations=names)
    files = {
        "oci-layout": b'{"imageLayoutVersion":"1.0.0"}',
        "index.json": json.dumps({"schemaVersion": 2, "manifests": [entry]}).encode(),
        "blobs/sha256/" + config_digest: config_blob,
        "blobs/sha256/" + manifest_digest: manifest,
    }
    with tarfile.open(out, "w") as archive:
        for path, data in files.items():
            about = tarfile.TarInfo(path)
            about.size = len(data)
            archive.addfile(about, io.BytesIO(data))
        for layer in layers:
            archive.add(layer["tar"], "blobs/sha256/" + layer["digest"])


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--root-owned", action="store_true", help="whoever made the files, root owns them")
    options.add_argument("name")
    options.add_argument("out")
    options.add_argument("config", type=json.loads)
    options.add_argument("layers", nargs="+")
    wish = options.parse_args()
    owner = ["--owner=0", "--group=0"] if wish.root_owned else []
    layers = []
    try:
        for number, folder in enumerate(wish.layers):
            layers.append(packed(folder, f"{wish.out}.layer{number}", owner))
        write(wish.name, wish.out, wish.config, layers)
    finally:
        for layer in layers:
            os.unlink(layer["tar"])


if __name__ == "__main__":
    main()
