"""`needline export fides`: the manifest that Fides evaluates, and that `needline import fides` reads back."""

import click
import yaml

from needline.cli.draft import ESTATE, policy_of
from needline.cli.out import OUT, write
from needline.exchange import fides


def manifest(path: str) -> str:
    """The manifest of the estate in the file `path`, as YAML. Raises `EstateError`."""
    return yaml.dump(fides(policy_of(path).estate), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110)


@click.command(
    epilog="Fides has no words for proofs, forms, reach and hand-overs: they become one text of security practices. "
    "Every journey is declared as essential.service.operations.support."
)
@ESTATE
@OUT
def command(estate: str, out: str | None) -> None:
    """Write the datasets and systems of ESTATE as a manifest for Fides (fideslang 3)."""
    write(manifest(estate), out)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # the signature of PyYAML
        """Write a value again where it stands again: people read this."""
        return True
