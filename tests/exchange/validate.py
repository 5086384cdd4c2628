"""Run by `test_interchange` in the environment of the other tools: does each file hold what its tool takes?

`validate.py KIND FILE`, where KIND is fides or cyclonedx, prints what the tool complains of, and ends in 1 then.
"""

import sys
from pathlib import Path
from typing import Any


def fides(text: str) -> list[str]:
    """Every resource as a model of fideslang, and every key that the default taxonomy does not have."""
    import yaml
    from fideslang.default_taxonomy import DEFAULT_TAXONOMY  # type: ignore[import-not-found]  # of .venv/fides
    from fideslang.models import Dataset, System  # type: ignore[import-not-found]  # of .venv/fides

    manifest = yaml.safe_load(text)
    wrong = [f"{key} is no resource" for key in set(manifest) - {"dataset", "system"}]
    uses = {one.fides_key for one in DEFAULT_TAXONOMY.data_use}
    subjects = {one.fides_key for one in DEFAULT_TAXONOMY.data_subject}
    categories = {one.fides_key for one in DEFAULT_TAXONOMY.data_category}
    for one in manifest["dataset"]:
        read = Dataset.model_validate(one)
        found = {key for table in read.collections for field in table.fields for key in field.data_categories or ()}
        wrong += [f"{key} is no category" for key in found - categories]
        wrong += unread(one, read.model_dump(mode="json"), one["fides_key"])
    for one in manifest["system"]:
        read = System.model_validate(one)
        for declared in read.privacy_declarations:
            wrong += [f"{key} is no use" for key in {declared.data_use} - uses]
            wrong += [f"{key} is no subject" for key in set(declared.data_subjects) - subjects]
        wrong += unread(one, read.model_dump(mode="json"), one["fides_key"])
    return wrong


def unread(written: Any, read: Any, path: str) -> list[str]:
    """What the models ignored: they take any key, so a mistyped one would be lost in silence."""
    if isinstance(written, dict):
        lost = [f"{path}.{key} is ignored" for key in written if key not in read]
        both = [key for key in written if key in read]
        return lost + [more for key in both for more in unread(written[key], read[key], f"{path}.{key}")]
    if isinstance(written, list) and written and isinstance(written[0], dict):
        names = {one.get("name", one.get("fides_key")): one for one in read}
        return [
            more
            for one in written
            for more in unread(one, names.get(one.get("name", one.get("fides_key")), one), f"{path}[]")
        ]
    return []


def cyclonedx(text: str) -> list[str]:
    """What the published schema does not allow, formats of addresses included."""
    from cyclonedx.schema import SchemaVersion  # type: ignore[import-not-found]  # of .venv/fides
    from cyclonedx.validation.json import JsonStrictValidator  # type: ignore[import-not-found]  # of .venv/fides

    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    return [] if wrong is None else [str(wrong)]


if __name__ == "__main__":
    complaints = {"fides": fides, "cyclonedx": cyclonedx}[sys.argv[1]](Path(sys.argv[2]).read_text(encoding="utf-8"))
    sys.stdout.write("\n".join(complaints[:20]))
    sys.exit(1 if complaints else 0)
