"""What the suite finds for itself on a machine that lacks something."""

from bp3mi.embedded import testing


def program(path, exit_code):
    path.write_text(f"#!/bin/sh\nexit {exit_code}\n")
    path.chmod(0o755)
    return str(path)


def test_a_program_whose_libraries_are_missing_is_passed_over(tmp_path):
    broken, sound = program(tmp_path / "broken", 127), program(tmp_path / "sound", 0)
    assert testing.first_that_runs("", str(tmp_path / "absent"), broken, sound) == sound
    assert testing.first_that_runs("", broken) == ""
