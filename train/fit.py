"""Train the tagger: rows in, `tagger.npz` out. Seeds are fixed: on one machine the same rows make the same weights.

Beside `tagger.npz`, which is rounded as it travels, `tagger.unrounded.npz` is written: `--start` goes on from there.

    python -m train.fit --rows build/tagger/rows.msgpack --names build/tagger/names.txt.gz --out build/tagger/tagger.npz
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import jax
import msgspec
import numpy as np
import optax
from msgspec import Struct

from needline.spot.tagger import listed
from train.batches import Words, batches, example, type_of_batch
from train.network import DROPPED, fresh, stepper, type_of_weights
from train.rows import Mixture

TOLD, SAVED = 100, 500  # every so many steps
WARM_UP = 200  # steps at most, until the rate of learning is reached
MEMORY = 0.998  # what the mean of the weights keeps of itself a step; less in the beginning


class Step(Struct, frozen=True):
    """Where training stands after a step; `mean` is what is worth keeping, until the next step is taken."""

    number: int
    loss: float
    words: int
    mean: type_of_weights


def read(rows: Path, names: Path) -> Iterator[tuple[type_of_batch, int]]:
    """The batches of a mixture, without end."""
    began = time.monotonic()
    mixture = msgspec.msgpack.decode(rows.read_bytes(), type=Mixture)
    words = Words(listed(names.read_bytes()))
    examples = {
        name: [one for row in some if (one := example(row, words)) is not None] for name, some in mixture.rows.items()
    }
    number = sum(map(len, examples.values()))
    print(f"{number:,} rows, {len(words):,} words, {time.monotonic() - began:.0f} s", flush=True)
    return batches(examples, mixture.shares, words.bags(), np.random.default_rng(3))


def started(weights: type_of_weights, path: Path) -> type_of_weights:
    """`weights` with those of an earlier training; what has another shape since begins anew."""
    with np.load(path, allow_pickle=False) as before:
        known = {name: before[name] for name in before.files if name in weights}
    return weights | {
        name: jax.numpy.asarray(array) for name, array in known.items() if weights[name].shape == array.shape
    }


def trained(
    weights: type_of_weights, some: Iterator[tuple[type_of_batch, int]], steps: int, rate: float
) -> Iterator[Step]:
    """Take `steps` steps; the rate of learning warms up to `rate` and ends at a fiftieth of it."""
    schedule = optax.warmup_cosine_decay_schedule(0, rate, min(WARM_UP, steps // 10), steps, rate / 50)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adam(schedule, b2=0.99))
    state, mean = optimiser.init(weights), jax.tree.map(jax.numpy.array, weights)
    step, key = stepper(optimiser), jax.random.key(7)
    for number, (batch, size) in zip(range(1, steps + 1), some, strict=False):
        key, now = jax.random.split(key)
        decay = np.float32(min(MEMORY, number / (number + 10)))
        weights, state, mean, loss = step(weights, state, mean, batch | DROPPED, now, decay)
        yield Step(number, float(loss), size, mean)


def save(weights: type_of_weights, path: Path) -> None:
    """Write the weights twice: as they travel, the table in 8 bits and matrices in 16, and as they are."""
    arrays = {name: np.asarray(array) for name, array in weights.items()}
    np.savez(path.with_suffix(".unrounded.npz"), **arrays)
    table = arrays.pop("table")
    scale = np.abs(table).max(axis=0) / 127
    rounded = {name: array.astype(np.float16 if array.ndim == 2 else np.float32) for name, array in arrays.items()}
    rounded["table"] = np.clip(np.round(table / scale), -127, 127).astype(np.int8)
    np.savez(
        path, scale=scale.astype(np.float32), **rounded
    )  # the wheel is packed as a whole; reading is 10 ms quicker


def main() -> None:
    """Train, tell how it goes, and write the weights now and then."""
    parser = argparse.ArgumentParser(description="Train the tagger.")
    parser.add_argument("--rows", type=Path, required=True, help="rows.msgpack as train.mixture writes it")
    parser.add_argument("--names", type=Path, required=True, help="names.txt.gz as train.lists writes it")
    parser.add_argument("--out", type=Path, required=True, help="the file to write: tagger.npz")
    parser.add_argument("--steps", type=int, default=6000, help="batches to learn from (default: %(default)s)")
    parser.add_argument("--rate", type=float, default=2e-3, help="highest rate of learning (default: %(default)s)")
    parser.add_argument("--start", type=Path, help="go on from this tagger.unrounded.npz")
    options = parser.parse_args()
    weights = started(fresh(1), options.start) if options.start else fresh(1)
    some = read(options.rows, options.names)
    began, total, words = time.monotonic(), 0.0, 0
    for step in trained(weights, some, options.steps, options.rate):
        total, words = total + step.loss, words + step.words
        if step.number % TOLD == 0:
            seconds = time.monotonic() - began
            speed = f"{words / seconds:,.0f} words/s {seconds:.0f} s"
            print(f"step {step.number} loss {total / TOLD:.4f} {speed}", flush=True)
            total = 0.0
        if step.number % SAVED == 0 or step.number == options.steps:
            save(step.mean, options.out)


if __name__ == "__main__":
    main()
