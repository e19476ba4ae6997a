"""Unpacks the archive of PostgreSQL programs inside a jar: unpack-binaries.py JAR FOLDER"""

import io
import sys
import tarfile
import zipfile

with zipfile.ZipFile(sys.argv[1]) as jar:
    name = next(entry for entry in jar.namelist() if entry.endswith(".txz"))
    archive = jar.read(name)
with tarfile.open(fileobj=io.BytesIO(archive), mode="r:xz") as programs:
    programs.extractall(sys.argv[2])
