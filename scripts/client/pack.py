"""A working directory as the portal takes it."""

import io
import os
import zipfile

LEFT_OUT = {".git", ".venv", "venv", "__pycache__"}
MOST_BYTES = 100 * 1024 * 1024


def packed(folder):
    """A zip of the folder as a whole; .gitignore and .rayignore are followed by the portal."""
    if not os.path.isdir(folder):
        raise SystemExit(f"There is no folder {folder}.")
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive:
        for root, folders, files in os.walk(folder):
            folders[:] = sorted(name for name in folders if name not in LEFT_OUT)
            for name in sorted(files):
                path = os.path.join(root, name)
                if os.path.isfile(path):
                    archive.write(path, os.path.join("folder", os.path.relpath(path, folder)))
                if data.tell() > MOST_BYTES:
                    raise SystemExit(
                        f"{os.path.abspath(folder)} is larger than 100 MiB when packed, which is Ray's limit.\n"
                        "Next: move data away, or run from a smaller folder with --dir."
                    )
    return data.getvalue()


def requirements(file):
    try:
        with open(file, encoding="utf-8") as lines:
            read = [line.split(" #")[0].strip() for line in lines]
    except OSError as error:
        raise SystemExit(f"{file} cannot be read: {error.strerror}.")
    return [line for line in read if line and not line.startswith("#")]
