"""Writes an image archive of one layer: mkimage.py NAME:TAG ROOTFS OUT.tar CONFIG-JSON.

The archive is an OCI layout that containerd imports; no Docker is needed.
"""

import hashlib
import io
import json
import os
import pathlib
import platform
import subprocess
import sys
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


def main(name, rootfs, out, config):
    layer = pathlib.Path(out + ".layer")
    left_out = ["--exclude=./proc/*", "--exclude=./sys/*", "--exclude=./dev/*"]
    subprocess.run(["tar", "--numeric-owner", *left_out, "-C", rootfs, "-cf", layer, "."], check=True)
    layer_digest, size = digest_of(layer), layer.stat().st_size
    target = {"architecture": ARCHITECTURE[platform.machine()], "os": "linux"}
    config_digest, config_blob = as_blob(
        {**target, "config": config, "rootfs": {"type": "layers", "diff_ids": ["sha256:" + layer_digest]}}
    )
    manifest_digest, manifest = as_blob(
        {
            "schemaVersion": 2,
            "mediaType": OCI + "manifest.v1+json",
            "config": described("config.v1+json", config_digest, len(config_blob)),
            "layers": [described("layer.v1.tar", layer_digest, size)],
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
        archive.add(layer, "blobs/sha256/" + layer_digest)
    os.unlink(layer)


if __name__ == "__main__":
    main(*sys.argv[1:4], json.loads(sys.argv[4]))
