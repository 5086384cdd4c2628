"""The network of `needline.spot.tagger.network`, written for training: batches, losses, gradients.

The same sums in another order: here a word is worked out once a batch, and no text of the batch sees another. While
training, features that name a word and hidden values are dropped by chance: `DROPPED` rides in every batch.
"""

from collections.abc import Callable
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
import optax

from needline.spot.tagger.network import DISTANCES, LABELS
from train.batches import ROWS

WIDTH_IN, WIDTH_WORD, WIDTH = 64, 128, 96
NEAR = (0, 1, -1, 2, -2)  # from where a word is seen: itself, one before (it lies behind the seer), …
DROPPED = {"drop_features": np.float32(0.3), "drop_hidden": np.float32(0.08)}
_KEYS = 8  # of chance: the first for features, the last for what is near, between them one for each layer

type_of_weights = dict[str, jax.Array]
type_of_batch = dict[str, jax.Array]
type_of_step = Callable[
    [type_of_weights, optax.OptState, type_of_weights, type_of_batch, jax.Array, np.float32],
    tuple[type_of_weights, optax.OptState, type_of_weights, jax.Array],
]


def fresh(seed: int) -> type_of_weights:
    """Weights that know nothing yet."""
    rng = np.random.default_rng(seed)

    def dense(rows: int, columns: int) -> jax.Array:
        return jnp.asarray(rng.normal(0, (2 / rows) ** 0.5, (rows, columns)), jnp.float32)

    weights = {
        "table": jnp.asarray(rng.normal(0, 0.25, (ROWS, WIDTH_IN)), jnp.float32),
        "word1": dense(WIDTH_IN, WIDTH_WORD),
        "word1_bias": jnp.zeros(WIDTH_WORD),
        "word2": dense(WIDTH_WORD, WIDTH),
        "word2_bias": jnp.zeros(WIDTH),
        "near": jnp.concatenate([dense(WIDTH, WIDTH) * 0.45 for _ in NEAR], axis=1),
        "near_bias": jnp.zeros(WIDTH),
        "glued": jnp.zeros(WIDTH),
        "glued_next": jnp.zeros(WIDTH),
        "own": dense(WIDTH, WIDTH) * 0.3,
        "before": dense(WIDTH, WIDTH) * 0.3,
        "answer": dense(WIDTH, len(LABELS)) * 0.3,
        "answer_bias": jnp.zeros(len(LABELS)),
    }
    for at, _ in enumerate(DISTANCES):
        weights[f"conv{at}"] = jnp.concatenate([dense(WIDTH, WIDTH) * 0.3 for _ in range(3)], axis=1)
    return weights


def scores(weights: type_of_weights, batch: type_of_batch, key: jax.Array) -> jax.Array:
    """Logits for every place of a batch, shape (places, labels); `key` says what is dropped."""
    keys = jax.random.split(key, _KEYS)
    unique = _unique(weights, batch, keys[0])
    within = batch["within"][:, None]
    words = unique[batch["word"]] * within
    seen = _seen(weights, batch, words, unique)
    hidden = (words + _dropped(jax.nn.relu(seen), batch, keys[-1])) * within
    for at, distance in enumerate(DISTANCES):
        added = _three(hidden @ weights[f"conv{at}"], batch["segment"], distance)
        hidden = hidden + _dropped(jax.nn.relu(added), batch, keys[at + 1]) * within
    return hidden @ weights["answer"] + weights["answer_bias"]


def _unique(weights: type_of_weights, batch: type_of_batch, key: jax.Array) -> jax.Array:
    """The vectors of the different words."""
    bag = batch["bag_weights"]
    dropped = batch["bag_droppable"] & (jax.random.uniform(key, bag.shape) < batch["drop_features"])
    summed = jnp.einsum("uk,ukd->ud", bag * jnp.where(dropped, 0, 1), weights["table"][batch["bag"]])
    inner = jax.nn.relu(summed @ weights["word1"] + weights["word1_bias"])
    return inner @ weights["word2"] + weights["word2_bias"]


def _dropped(values: jax.Array, batch: type_of_batch, key: jax.Array) -> jax.Array:
    keep = jax.random.uniform(key, values.shape) >= batch["drop_hidden"]
    return values * keep / (1 - batch["drop_hidden"])


def _seen(weights: type_of_weights, batch: type_of_batch, words: jax.Array, unique: jax.Array) -> jax.Array:
    """What a word sees: its text, the turn before, what is glued to what, and the words near it."""
    around = _around(weights, batch, words, unique)
    segment, near = batch["segment"], words @ weights["near"]
    seen = around[segment] + weights["near_bias"] + batch["glued"][:, None] * weights["glued"]
    seen = seen + _shifted(batch["glued"][:, None], segment, -1) * weights["glued_next"]
    for at, by in enumerate(NEAR):
        seen = seen + _shifted(near[:, at * WIDTH : (at + 1) * WIDTH], segment, by)
    return seen


def _around(weights: type_of_weights, batch: type_of_batch, words: jax.Array, unique: jax.Array) -> jax.Array:
    """What all words of a text see: its mean, and that of the turn before; shape (texts, width)."""
    own = _means(words, batch["segment"], batch["lengths"])
    turn = unique[batch["before"]] * batch["before_within"][:, None]
    before = _means(turn, batch["before_segment"], batch["before_lengths"])
    return own @ weights["own"] + before @ weights["before"]


def _means(values: jax.Array, segment: jax.Array, lengths: jax.Array) -> jax.Array:
    return jax.ops.segment_sum(values, segment, lengths.shape[0]) / lengths[:, None]


def _three(parts: jax.Array, segment: jax.Array, distance: int) -> jax.Array:
    """A convolution over three words, of which each has been multiplied already."""
    before = _shifted(parts[:, :WIDTH], segment, distance)
    return before + parts[:, WIDTH : 2 * WIDTH] + _shifted(parts[:, 2 * WIDTH :], segment, -distance)


def _shifted(values: jax.Array, segment: jax.Array, by: int) -> jax.Array:
    """What stands `by` places before, nothing where that is another text."""
    return jnp.roll(values, by, axis=0) * (jnp.roll(segment, by) == segment)[:, None]


def loss(weights: type_of_weights, batch: type_of_batch, key: jax.Array) -> jax.Array:
    """Cross-entropy, the mean of the words that weigh something."""
    losses = optax.softmax_cross_entropy_with_integer_labels(scores(weights, batch, key), batch["label"])
    return (losses * batch["weight"]).sum() / jnp.maximum(batch["weight"].sum(), 1)


def stepper(optimiser: optax.GradientTransformation) -> type_of_step:
    """A function that takes a step: weights, state, mean, batch, key and decay in; weights, state, mean, loss out.

    `mean` is the moving mean of the weights, which keeps `decay` of itself. What goes in is used up.
    """

    @partial(jax.jit, donate_argnums=(0, 1, 2))
    def step(  # noqa: PLR0917  # JAX donates by position
        weights: type_of_weights,
        state: optax.OptState,
        mean: type_of_weights,
        batch: type_of_batch,
        key: jax.Array,
        decay: jax.Array,
    ) -> tuple[type_of_weights, optax.OptState, type_of_weights, jax.Array]:
        value, gradient = jax.value_and_grad(loss)(weights, batch, key)
        updates, state = optimiser.update(gradient, state, weights)
        weights = optax.apply_updates(weights, updates)
        mean = jax.tree.map(lambda m, w: m * decay + w * (1 - decay), mean, weights)
        return weights, state, mean, value

    return step
