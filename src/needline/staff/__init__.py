"""The staff: who works at which desk, and how they sign in."""

from needline.staff.agents import Agent, Denied, Role, SignedIn
from needline.staff.sign_in import Staff

__all__ = ["Agent", "Denied", "Role", "SignedIn", "Staff"]
