"""./rayport backup and restore: everything that lasts of a portal, in one archive."""

import contextlib
import datetime
import errno
import fcntl
import getpass
import gzip
import hashlib
import io
import json
import os
import pathlib
import re
import shutil
import sys
import tarfile
import zipfile
import zlib

import portal as http

FORMAT = 1
HEAD = "rayport-backup.json"
END = "checksums"
DATABASE = "db/rayport.mv.db"
# As HomeArchive.java has it.
KEPT = ("secret.key", "initial-admin.json", "home.id", "config", "packages", "logs")
PIECE = 1 << 20
GIB = 1 << 30
# What a file says of itself, such as a long name.
LONGEST_HEADER = 1 << 16
LARGEST_END = 64 << 20
# Texts of a log shrink a hundredfold; what grows further is made to fill disks.
MOST_GROWTH = 300


class Wrong(Exception):
    """Why it is not done, in a sentence or two."""


def backup(wish):
    target = pathlib.Path(wish.file or f"rayport-backup-{datetime.datetime.now():%Y%m%d-%H%M%S}.tar.gz").absolute()
    if target.exists():
        raise Wrong(f"{target} is there already.\nNext: name another file.")
    if not target.parent.is_dir():
        raise Wrong(f"There is no folder {target.parent}.")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            write(wish, file)
            file.flush()
            os.fsync(file.fileno())
        head, files, size = read(part, None)
        os.link(part, target)
    except FileExistsError:
        raise Wrong(f"{target} is there already.\nNext: name another file.") from None
    except OSError as error:
        raise Wrong(f"{target} cannot be written ({error.strerror or error}).") from None
    finally:
        part.unlink(missing_ok=True)
    print(f"{target}: {len(files)} files, {size / 1e6:.1f} MB unpacked, checked.")
    if head["database"] != "h2":
        print(f"The database is not in it, since it is a server's: {head['at']}\n"
              "Next: dump it too, such as: mariadb-dump --single-transaction --databases NAME > rayport.sql")
    if "secret.key" not in files:
        print("The key of stored secrets is not in it; it lies where RAYPORT_SECRETKEY_FILE says. Keep that file too.")
    print("It holds secrets and what opens them. Only you may read it (mode 0600); keep it as you keep passwords.")
    return 0


def write(wish, file):
    named = wish.url or wish.token or os.environ.get("RAYPORT_URL") or os.environ.get("RAYPORT_TOKEN")
    home = pathlib.Path(wish.home or os.environ.get("RAYPORT_HOME") or http.default_home())
    if named:
        return download(http.found(wish.url, wish.token, wish.home), file)
    if not home.is_dir():
        raise Wrong(f"There is no data directory {home}.\nNext: name it with --home, or a portal with --url and --token.")
    with contextlib.ExitStack() as locks:
        if all(alone(locks, home / name) for name in ("portal.lock", DATABASE)):
            return pack(home, file)
    if not (home / "initial-admin.json").is_file():
        raise Wrong(f"A portal runs with {home}, and only an administrator may ask it for a backup.\n"
                    "Next: export RAYPORT_URL=http://localhost:8080 RAYPORT_TOKEN=rp_…")
    return download(http.found(None, None, str(home)), file)


def alone(locks, path):
    """Whether no portal has the file; from then on none can take it."""
    if not path.exists():
        return True
    file = locks.enter_context(open(path, "rb+"))
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN):
            return False
        raise


def download(portal, file):
    try:
        with portal.stream("/backup") as answer:
            shutil.copyfileobj(answer, file, PIECE)
    except OSError as error:
        raise Wrong(f"The portal broke off ({error}).\nNext: see its log.") from None


def pack(home, file):
    """As the portal does it."""
    sums = io.StringIO()
    with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=1, filename="") as packed:
        with tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            there = (home / DATABASE).is_file()
            head = {"format": FORMAT, "made": datetime.datetime.now(datetime.timezone.utc).isoformat(),
                    "database": "h2" if there else "elsewhere",
                    "at": DATABASE if there else "where SPRING_DATASOURCE_URL says", "schema": str(schema_of(home))}
            put(tar, sums, HEAD, io.BytesIO(json.dumps(head).encode()), None)
            names = [DATABASE] if there else []
            for kept in KEPT:
                names += sorted(below(home, home / kept))
            for name in names:
                with open(home / name, "rb") as content:
                    put(tar, sums, name, content, os.fstat(content.fileno()).st_size)
            put(tar, io.StringIO(), END, io.BytesIO(sums.getvalue().encode()), None)


def below(home, path):
    if path.is_symlink():
        return
    if path.is_file():
        yield str(path.relative_to(home))
    for folder, folders, files in os.walk(path):
        for name in files:
            file = pathlib.Path(folder, name)
            if file.is_file() and not file.is_symlink():
                yield str(file.relative_to(home))


class Summed:
    """Reads so many bytes and knows their checksum."""

    def __init__(self, content):
        self.content = content
        self.digest = hashlib.sha256()

    def read(self, size=-1):
        data = self.content.read(size)
        self.digest.update(data)
        return data


def put(tar, sums, name, content, size):
    member = tarfile.TarInfo(name)
    member.size = len(content.getbuffer()) if size is None else size
    member.mode = 0o600
    summed = Summed(content)
    tar.addfile(member, summed)
    sums.write(f"{summed.digest.hexdigest()}  {member.size}  {name}\n")


def schema_of(home):
    """The newest migration that the portal of this home knows."""
    jar = home / "app" / "rayport.jar"
    if not jar.is_file():
        return known_schema()
    with zipfile.ZipFile(jar) as program:
        return newest(program.namelist())


def known_schema():
    folder = pathlib.Path(__file__).resolve().parents[2] / "src/main/resources/db/migration/h2"
    return newest(str(file) for file in folder.iterdir())


def newest(names):
    return max((int(found[1]) for found in (re.search(r"migration/h2/V(\d+)__", name) for name in names) if found), default=0)


class Strict(tarfile.TarInfo):
    """Takes plain files only, and nothing large into memory before it was looked at."""

    def _proc_member(self, archive):
        if self.type in (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME):
            if self.size > LONGEST_HEADER:
                raise Wrong("It is hostile: a file's header is larger than any file name.")
        elif self.type not in (tarfile.REGTYPE, tarfile.AREGTYPE):
            raise Wrong(f"It is hostile: {self.name[:200]!r} is a link, folder or device. Backups hold plain files only.")
        return super()._proc_member(archive)


def read(path, each, limit=None):
    """
    Reads an archive to its end and compares it with its checksums.

    each: given name and content of each file, or None to look only
    returns: what it says of itself, its files with checksums, and how large they are together
    """
    found, size, head, sums = {}, 0, None, None
    limit = limit or path.stat().st_size * MOST_GROWTH + GIB
    try:
        with gzip.open(path, "rb") as packed, tarfile.open(fileobj=packed, mode="r|", tarinfo=Strict) as tar:
            for member in tar:
                if sums is not None:
                    raise Wrong("It is hostile: something follows its checksums.")
                check_name(member, found)
                size += member.size
                if size > limit:
                    raise Wrong(f"It unpacks to more than {limit // GIB} GiB, which it cannot need or there is no room for.")
                content = Summed(tar.extractfile(member))
                if member.name == END:
                    if member.size > LARGEST_END:
                        raise Wrong("It is hostile: its checksums are too large.")
                    sums = content.read().decode()
                elif member.name == HEAD:
                    head = opening(content.read(LONGEST_HEADER))
                elif head is None:
                    raise Wrong("It is no backup of a portal: it does not begin with what made it.")
                elif each is not None:
                    each(member.name, content)
                while content.read(PIECE):
                    pass
                found[member.name] = (content.digest.hexdigest(), member.size)
    except (tarfile.TarError, EOFError, zlib.error, gzip.BadGzipFile, UnicodeDecodeError) as error:
        raise Wrong(f"It is no backup, or not whole ({error}).") from None
    if head is None or sums is None:
        raise Wrong("It is not whole: its end is missing.")
    found.pop(END)
    listed = {}
    for line in sums.splitlines():
        checksum, length, name = line.split("  ", 2) if line.count("  ") >= 2 else ("", "", line)
        listed[name] = (checksum, length)
    for name in listed.keys() | found.keys():
        if name not in found or listed.get(name) != (found[name][0], str(found[name][1])):
            raise Wrong(f"It was changed or damaged: {name!r} is not as it was written.")
    found.pop(HEAD)
    return head, found, size


def check_name(member, found):
    name = member.name
    parts = name.split("/")
    if (name in found or len(name) > 1000 or "\\" in name or any(part in ("", ".", "..") for part in parts)
            or not name.isprintable() or (name not in (HEAD, END, DATABASE) and parts[0] not in KEPT)):
        raise Wrong(f"It is hostile or of another program: {name[:200]!r} has no place in a data directory.")


def opening(text):
    try:
        head = json.loads(text)
        if head["format"] != FORMAT or int(head["schema"]) > known_schema():
            raise Wrong("It was made by a newer Rayport than this one.\nNext: restore it with that one, or a newer.")
        if not all(isinstance(head[key], str) for key in ("made", "database", "at")):
            raise ValueError
        return head
    except (ValueError, KeyError, TypeError):
        raise Wrong("It is no backup of a portal.") from None


def restore(wish):
    archive = pathlib.Path(wish.file).absolute()
    home = pathlib.Path(wish.home or os.environ.get("RAYPORT_HOME") or http.default_home()).absolute()
    if not archive.is_file():
        raise Wrong(f"There is no file {archive}.")
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise Wrong(f"{home} is not empty, and what is there is never overwritten.\n"
                    "Next: name an empty or new directory with --home, or move that one away.")
    if not home.parent.is_dir():
        raise Wrong(f"There is no folder {home.parent}.")
    remove_leftovers(home)
    room = shutil.disk_usage(home.parent).free - GIB // 4
    try:
        head, files, size = read(archive, None, min(room, archive.stat().st_size * MOST_GROWTH + GIB))
    except OSError as error:
        raise Wrong(f"{archive} cannot be read ({error.strerror or error}).") from None
    draft = home.with_name(f".{home.name}.restoring.{os.getpid()}")
    os.mkdir(draft, 0o700)
    try:
        again = read(archive, lambda name, content: unpack(draft, name, content), size)
        if again[1] != files:
            raise Wrong("It changed while it was read.\nNext: copy it elsewhere and try again.")
        note = {"at": head["made"], "by": getpass.getuser(), "file": archive.name}
        unpack(draft, "restored.json", io.BytesIO(json.dumps(note).encode()))
        os.chmod(draft, 0o711)
        os.sync()
        os.rename(draft, home)
    except OSError as error:
        raise Wrong(f"{home} cannot be written ({error.strerror or error}); nothing was put there.") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    print(f"{home} is as it was at {head['made'][:19].replace('T', ' ')} UTC: {len(files)} files, {size / 1e6:.1f} MB.")
    if head["database"] != "h2":
        print(f"The database was not in it: {head['at']}\nNext: put its dump back before the portal starts.")
    if "secret.key" not in files:
        print("The key of stored secrets was not in it.\nNext: name its file in RAYPORT_SECRETKEY_FILE.")
    print(f"Next: ./rayport up --home {home}   Clusters that ran on the old machine are found gone; jobs can be resubmitted.")
    return 0


def unpack(draft, name, content):
    target = draft / name
    folder = draft
    for part in name.split("/")[:-1]:
        folder = folder / part
        if not folder.is_dir():
            os.mkdir(folder, 0o700)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "wb") as file:
        while data := content.read(PIECE):
            file.write(data)


def remove_leftovers(home):
    """Of a restore that was killed."""
    for draft in home.parent.glob(f".{home.name}.restoring.*"):
        pid = draft.name.rsplit(".", 1)[1]
        if pid.isdigit() and not os.path.exists(f"/proc/{pid}"):
            shutil.rmtree(draft, ignore_errors=True)


def run(wish):
    try:
        return backup(wish) if wish.command == "backup" else restore(wish)
    except Wrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
