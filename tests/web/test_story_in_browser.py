"""The main job in a browser: a customer and a bot, two desks, and the security lead, with script and without."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from needline.demo.tamper import tamper
from tests.web.houses import Town

Visit = Callable[[], Page]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town of its own: whoever signs in here has not used a code before."""
    with Town(tmp_path_factory.mktemp("browser")) as served:
        yield served


@pytest.fixture
def complaints() -> list[str]:
    """What the browser found wrong with a page: a script that failed, something the policy blocked."""
    return []


@pytest.fixture
def visit(browser: Browser, town: Town, complaints: list[str]) -> Iterator[Visit]:
    """Opens a browser of somebody else each time."""
    contexts = []

    def visit() -> Page:
        contexts.append(browser.new_context(base_url=town.site))
        page = contexts[-1].new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda told: complaints.append(told.text) if told.type == "error" else None)
        return page

    yield visit
    for context in contexts:
        context.close()


def say(page: Page, text: str) -> None:
    page.get_by_label("Your message").fill(text)
    page.get_by_label("Your message").press("Enter")
    expect(page.locator("quick-form")).not_to_have_attribute("busy", "")


def sign_in(town: Town, page: Page, name: str) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(town.stage.password)
    page.get_by_label("Six-digit code").fill(town.stage.code(name))
    page.get_by_role("button", name="Sign in").click()


def prove(town: Town, page: Page, email: str = "") -> None:
    if email:
        page.get_by_label("Your e-mail address").fill(email)
    page.get_by_label("Your password").fill(town.stage.password)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Your six-digit code").fill(town.code())
    page.get_by_role("button", name="Check the code").click()
    expect(page.get_by_role("heading", name="Thank you, it is you")).to_be_visible()


def test_from_the_first_question_to_the_caught_byte(  # noqa: PLR0915  # a story is told in one go
    town: Town, visit: Visit, complaints: list[str]
) -> None:
    customer = visit()
    customer.goto("/chat")
    log = customer.get_by_role("log")
    say(customer, "Where is my new card?")
    expect(log).to_contain_text("as soon as you have signed in")
    expect(log).not_to_contain_text("debit card")
    customer.get_by_role("button", name="Sign in to go on").click()
    prove(town, customer, "amara@northgate-mail.example")
    customer.get_by_role("link", name="Back to the chat").click()
    expect(log).to_contain_text("debit card")
    say(customer, "my card is 4242 4242 4242 4242")
    expect(log).to_contain_text("my card is [card number]")
    say(customer, "someone stole my card and I see payments I did not make")
    expect(log).to_contain_text("handing you over to our card safety desk")
    heard = len(town.stage.bot.turns)

    ines = visit()
    ines.goto("/desk")
    sign_in(town, ines, "ines")
    ines.get_by_role("button", name="Pick up").last.click()
    expect(ines.get_by_text("Proved by the customer: password and a code")).to_be_visible()
    expect(ines.locator("[data-element=phone]")).to_contain_text("It can be used here without being seen")
    expect(ines.locator("[data-element=card_number][data-form=masked]")).to_contain_text("•••")
    birth_date = ines.locator("[data-element=birth_date]")
    birth_date.get_by_label("What the customer says").fill("14 March 1988")
    birth_date.get_by_role("button", name="Check").click()
    expect(birth_date).to_contain_text("Yes, it matches.")
    ines.get_by_label("Card (its id)").fill("1")
    ines.get_by_role("button", name="Block card").click()
    expect(ines.get_by_text("One row of this customer would change.")).to_be_visible()
    ines.get_by_role("button", name="Confirm: block card").click()
    expect(ines.get_by_role("status").first).to_contain_text("Done: block card")
    assert town.bank("SELECT status FROM cards WHERE id = 1") == [("blocked",)]
    ines.get_by_label("Write to the customer").fill("Your card is blocked.")
    ines.get_by_role("button", name="Send").click()
    expect(log).to_contain_text("Your card is blocked.")
    say(customer, "thank you")
    expect(ines.get_by_role("log")).to_contain_text("thank you")
    assert len(town.stage.bot.turns) == heard

    lead = visit()
    lead.goto("/record")
    sign_in(town, lead, "sam")
    rows = lead.locator("#entries")
    expect(rows).to_contain_text("card number masked")
    ines.get_by_role("button", name="Close this contact").click()
    expect(rows).to_contain_text("contact closed")
    lead.get_by_label("Exact value").fill("amara@northgate-mail.example")
    lead.get_by_role("button", name="Who saw this customer?").click()
    expect(rows).to_contain_text("block card: done")
    expect(rows).not_to_contain_text("signed in")
    lead.get_by_role("button", name="Verify the record").click()
    expect(lead.get_by_role("heading", name="The record adds up")).to_be_visible()
    assert complaints == []


def test_on_the_phone_assurance_rises_when_the_customer_makes_it(
    town: Town, visit: Visit, complaints: list[str]
) -> None:
    caller, tom = visit(), visit()
    caller.goto("/mailbox")
    caller.get_by_label("You call from").fill(town.customer()[1])
    caller.get_by_label("Say in a few words").select_option("a disputed charge")
    caller.get_by_role("button", name="Call").click()
    tom.goto("/desk")
    sign_in(town, tom, "tom")
    tom.get_by_role("button", name="Pick up").first.click()
    expect(tom.locator("tr[data-form=withheld]")).to_have_count(4)
    tom.get_by_role("button", name="Start verification").click()
    expect(tom.get_by_text("The customer was sent a link")).to_be_visible()
    caller.get_by_role("link", name=re.compile("prove")).first.click()
    prove(town, caller)
    assurance = tom.locator("#assurance")
    expect(assurance).to_contain_text("two-factor")
    expect(tom.locator("tr[data-form=withheld]")).to_have_count(4)
    assurance.get_by_role("link", name="Show what this allows").click()
    expect(tom.locator("tr[data-form=withheld]")).to_have_count(0)
    tom.get_by_label("Charge (its id)").fill(tom.locator("[data-element=charges] tbody td").first.inner_text())
    tom.get_by_label("Amount").fill("200.01")
    tom.get_by_role("button", name="Refund").click()
    expect(tom.get_by_text("It is above the limit of this journey")).to_be_visible()
    tom.get_by_role("button", name="Ask for approval").click()
    expect(tom.get_by_role("status").first).to_contain_text("It waits for the yes of a supervisor")
    assert complaints == []


def test_without_script_the_chat_is_the_same(browser: Browser, town: Town) -> None:
    context = browser.new_context(base_url=town.site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/chat")
    page.get_by_label("Your message").fill("someone stole my card")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("log")).to_contain_text("handing you over to our card safety desk")
    context.close()


@pytest.mark.parametrize("path", ["/", "/chat", "/mailbox", "/prove/none"])
def test_the_first_key_leads_past_the_header(browser: Browser, town: Town, path: str) -> None:
    context = browser.new_context(base_url=town.site)
    page = context.new_page()
    page.goto(path)
    page.locator("body").press("Tab")
    expect(page.get_by_text("Skip to content")).to_be_focused()
    expect(page.get_by_text("Skip to content")).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize("path", ["/", "/chat", "/desk/sign-in", "/mailbox", "/prove/none"])
def test_every_field_has_a_label_and_a_small_screen_fits(browser: Browser, town: Town, path: str) -> None:
    context = browser.new_context(base_url=town.site, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    unnamed = page.evaluate(
        "[...document.querySelectorAll('input:not([type=hidden]), textarea, select')]"
        ".filter((field) => !field.labels.length).map((field) => field.name)"
    )
    assert unnamed == []
    context.close()


def test_a_changed_byte_is_loud_and_located(browser: Browser, tmp_path: Path) -> None:
    with Town(tmp_path) as town:
        town.proved_call("billing_desk", "billing_dispute", "tom")
        context = browser.new_context(base_url=town.site)
        lead = context.new_page()
        lead.goto("/record")
        sign_in(town, lead, "sam")
        place = tamper(town.stage.state)
        lead.get_by_role("button", name="Verify the record").click()
        expect(lead.get_by_role("alert")).to_contain_text(f"Entry {place} is the first that is known to be wrong.")
        context.close()
