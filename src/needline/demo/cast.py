"""Who works at Northgate Bank, and which customers have a way to sign in."""

from msgspec import Struct

from needline.demo.bank import AMARA, JURGEN, SIOBHAN
from needline.staff import Role


class Player(Struct, frozen=True):
    """Somebody who works at the bank."""

    name: str
    called: str
    desk: str
    role: Role = Role.AGENT


class Customer(Struct, frozen=True):
    """A customer who has a password; `authenticator` says whether they have an app for codes as well."""

    subject: int  # the key in the bank's database
    called: str
    email: str
    authenticator: bool = False


STAFF = (
    Player("maya", "Maya Lindqvist", "front_desk"),
    Player("tom", "Tom Adeyemi", "billing_desk"),
    Player("ines", "Inês Carvalho", "card_safety"),
    Player("ravi", "Ravi Menon", "lending_desk"),
    Player("lena", "Lena Vogel", "identity_desk"),
    Player("omar", "Omar Haddad", "complaints_desk"),
    Player("sam", "Sam Whitlock", "security", Role.SECURITY),
)
CUSTOMERS = (
    Customer(AMARA, "Amara Okafor", "amara@northgate-mail.example"),
    Customer(JURGEN, "Jürgen Weiß", "juergen@northgate-mail.example", authenticator=True),
    Customer(SIOBHAN, "Siobhán O’Neill", "siobhan@northgate-mail.example"),
)
