"""The same on Ray Data, for more machines than one: spans are the rows, an actor reads them, parts come back.

Files are read where the actor runs, so paths must lead to the same files on every machine (a shared folder).
"""

from collections.abc import Iterable, Iterator

import msgspec

from needline.errors import NeedlineError
from needline.scan.part import Part
from needline.scan.reading import Job, Reader
from needline.scan.span import Span
from needline.scan.workers import Done


class _Actor:
    """Reads batches of one span each; its patterns are made ready once."""

    def __init__(self, job: bytes) -> None:
        self._reader = Reader(msgspec.msgpack.decode(job, type=Job))

    def __call__(self, batch: dict[str, list[bytes]]) -> dict[str, list[bytes]]:
        """The parts of the spans of a batch."""
        spans = [msgspec.msgpack.decode(bytes(one), type=Span) for one in batch["span"]]
        return {
            "span": [bytes(one) for one in batch["span"]],
            "part": [msgspec.msgpack.encode(self._reader.part(span)) for span in spans],
        }


def on_ray(job: Job, spans: Iterable[Span], workers: int) -> Iterator[Done]:
    """Read the spans on Ray: on the cluster that RAY_ADDRESS names, else on this machine.

    Raises `NeedlineError` where Ray is not installed.
    """
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise NeedlineError("Ray is not installed; pip install 'needline[ray]'") from error
    rows = [{"span": msgspec.msgpack.encode(span)} for span in spans]
    if not rows:
        return
    parts = ray.data.from_items(rows, override_num_blocks=len(rows)).map_batches(
        _Actor, batch_size=1, batch_format="numpy", compute=ray.data.ActorPoolStrategy(size=workers),
        fn_constructor_args=(msgspec.msgpack.encode(job),),
    )  # fmt: skip
    for row in parts.iter_rows():
        yield msgspec.msgpack.decode(row["span"], type=Span), msgspec.msgpack.decode(row["part"], type=Part)
