"""Front-end packages are served file by file."""

from django.contrib.staticfiles import finders

from core.staticfinders import PACKAGE_FILES, PackageFinder


def test_listed_files_are_found_in_the_packages():
    for name in PACKAGE_FILES:
        assert finders.find(name), name


def test_other_files_of_the_packages_are_not_found():
    assert finders.find("vendor/bootstrap/package.json") is None
    assert finders.find("vendor/../bootstrap/package.json") is None


def test_collected_files_point_to_no_source_map():
    listed = list(PackageFinder().list([]))
    assert [name for name, _storage in listed] == list(PACKAGE_FILES)
    for name, storage in listed:
        with storage.open(name) as file:
            content = file.read()
        assert len(content) > 1000
        assert b"sourceMappingURL" not in content


def test_missing_packages_are_reported(settings, tmp_path):
    settings.NODE_MODULES = tmp_path
    assert [message.id for message in PackageFinder().check()] == ["core.W001"]
    assert list(PackageFinder().list([])) == []
