"""What the tests of the staff's sign-in stand on."""

from tests.footing import clock, database, file, ring

__all__ = ["clock", "database", "file", "ring"]
