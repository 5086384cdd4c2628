"""Reach and exposure as they are told: every figure with its factors, every factor with where it comes from."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

Basis = Literal["measured", "declared", "assumed"]
Kind = Literal["impersonation", "taken-over seat", "talked-round bot", "kept copies"]


class Range(Struct, frozen=True):
    """A figure that is not known exactly."""

    low: float
    likely: float
    high: float


class Factor(Struct, frozen=True, kw_only=True):
    """One number that a figure is the product of."""

    name: str  # "contacts a year", "chance that the proof is passed"
    value: Range
    basis: Basis
    source: str  # the key of the estate, the report or the publication that says so


class Route(Struct, frozen=True, kw_only=True):
    """One way by which values leak: harm points a year, and the factors they are the product of."""

    route: Kind
    of: str  # a journey, a desk, a bot, "<journey> in <store>"; with " after <proof>" where there are several
    factors: tuple[Factor, ...]
    a_year: Range  # harm points


class Reached(Struct, frozen=True, kw_only=True):
    """What one seat, credential or visitor can obtain in a day without anybody else: harm points, exact."""

    who: str  # a desk, a bot, or "visitor over <channel>"
    kind: Literal["desk", "bot", "visitor"]
    allowed: float  # by the estate
    granted: float | None = None  # by the database; None: nobody looked
    used: float | None = None  # by the record; None: nobody looked
    people: float  # whose values that are, a day
    elements: Mapping[str, float]  # element → harm points of one person's value that it can obtain
    unproved: Mapping[str, float] = {}  # of these, what it obtains of people who proved nothing

    @property
    def hole(self) -> float | None:
        """What the database grants beyond the estate; below zero: it grants less. `None`: nobody looked."""
        return None if self.granted is None else self.granted - self.allowed

    @property
    def slack(self) -> float | None:
        """What the estate allows and nobody uses. `None`: nobody looked."""
        return None if self.used is None else self.allowed - self.used


class Vector(Struct, frozen=True, kw_only=True):
    """A journey in one line from which its figures can be recomputed by hand."""

    journey: str
    text: str  # "X1/H:two-factor=14.09/K:90d=A3+S11.09/R:open/B:none"; `needline.exposure.vector` says how to read it
    contacts: int = 0  # a year
    a_year: Range  # of all routes of this journey


class Exposure(Struct, frozen=True, kw_only=True):
    """Both numbers of an estate."""

    reach: tuple[Reached, ...]
    routes: tuple[Route, ...]
    vectors: tuple[Vector, ...]
    a_year: Range  # the sum of the routes; harm points
    assumed: float  # the share of `a_year.likely` that rests on assumed factors, 0 to 1
    unknown: tuple[str, ...] = ()  # what the estate or the scan leaves open, and what it was counted as
