"""Front-end packages, served from the folders their packages unpack into. Nothing of theirs is committed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

# Address below STATIC_URL -> file below node_modules. Only these files leave the packages.
PACKAGE_FILES = {
    "vendor/bootstrap/bootstrap.min.css": "bootstrap/dist/css/bootstrap.min.css",
    "vendor/htmx/htmx.min.js": "htmx.org/dist/htmx.min.js",
    "vendor/idb/umd.js": "idb/build/umd.js",
}
SOURCE_MAP = re.compile(rb"(/\*[#@] ?sourceMappingURL=[^*]*\*/|//[#@] ?sourceMappingURL=\S*)\s*\Z")


class PackageStorage(FileSystemStorage):
    """Reads the listed files only, without the pointer to a source map that is not shipped."""

    prefix = ""

    def path(self, name: str) -> str:
        return str(Path(settings.NODE_MODULES) / PACKAGE_FILES[Path(name).as_posix()])

    def exists(self, name: str) -> bool:
        return Path(name).as_posix() in PACKAGE_FILES and Path(self.path(name)).is_file()

    def _open(self, name: str, mode: str = "rb") -> ContentFile:
        return ContentFile(SOURCE_MAP.sub(b"", Path(self.path(name)).read_bytes()), name=name)


class PackageFinder(BaseFinder):
    """Finds the files of ``PACKAGE_FILES`` under ``settings.NODE_MODULES``."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        self.storage = PackageStorage()
        super().__init__()

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        missing = sorted(name for name in PACKAGE_FILES if not self.storage.exists(name))
        if not missing:
            return []
        text = f"Front-end files are missing: {', '.join(missing)}."
        return [CheckWarning(text, hint="Run `make run` or `npm ci` in the project folder.", id="core.W001")]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if self.storage.exists(path):
            found = self.storage.path(path)
            return [found] if find_all else found
        return []

    def list(self, ignore_patterns: Any) -> Iterator[Any]:
        for name in PACKAGE_FILES:
            if self.storage.exists(name):
                yield name, self.storage
