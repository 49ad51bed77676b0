"""Unpacks a jar's classes, not its module's description: classes.py JAR FOLDER."""

import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as jar:
    for entry in jar.namelist():
        if entry.endswith(".class") and not entry.startswith("META-INF/") and entry != "module-info.class":
            jar.extract(entry, sys.argv[2])
