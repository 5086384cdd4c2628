"""Access keys that say by their form whose they are.

Forms after the vendors' own pages, and after what secret scanners agree on where a vendor tells none. Each key is
longer than its pattern asks: a vendor may lengthen it, and a cut one is still worth masking.
"""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from needline.spot.expression import Expression
from needline.spot.finding import Finding, Found
from needline.spot.rule import Rule


class Vendor(Struct, frozen=True):
    """Whose keys, what they begin with, and what follows; all in the dialect of triggers.

    `telling` is what to look for first where they begin with nothing of their own.
    """

    name: str
    begins: str
    follows: str
    telling: str = ""

    @property
    def trigger(self) -> str:
        """What each of the keys holds: how it begins, and a few of the characters behind."""
        return self.telling or rf"[^a-z0-9_](?-i:{self.begins}){self.follows[: self.follows.index(']') + 1]}{{8}}"


VENDORS: Final = (
    Vendor("AWS", r"(?:AKIA|ASIA|ABIA|ACCA|AGPA|AIDA|AROA|AIPA|ANPA|ANVA)", r"[A-Z0-9]{12,20}"),
    Vendor("GitHub", r"(?:gh[pousr]_|github_pat_)", r"[A-Za-z0-9_]{20,255}"),
    Vendor("GitLab", r"(?:glpat|gldt|glrt|glcbt|glptt|glft|glimt|glagent|gloas|glsoat)-", r"[A-Za-z0-9_.-]{16,300}"),
    Vendor("Slack", r"(?:xox[abcdeoprs](?:-[0-9])?-|xapp-|xoxe\.)", r"[A-Za-z0-9.-]{10,250}"),
    Vendor("Slack", r"hooks\.slack\.com/(?:services|workflows|triggers)/", r"[A-Za-z0-9/_-]{20,100}"),
    Vendor("Stripe", r"(?:sk|rk|pk)_(?:live|test)_", r"[A-Za-z0-9]{10,250}"),
    Vendor("Stripe", r"whsec_", r"[A-Za-z0-9+/=]{20,100}"),
    Vendor("Google", r"AIza", r"[A-Za-z0-9_-]{25,45}"),
    Vendor("Google", r"(?:ya29\.|GOCSPX-|1//0)", r"[A-Za-z0-9_-]{20,300}"),
    Vendor("Anthropic", r"sk-ant-", r"[A-Za-z0-9_-]{16,250}"),
    Vendor("OpenAI", r"sk-(?:proj-|svcacct-|admin-|None-|or-v1-)?", r"[A-Za-z0-9_-]{32,250}"),
    Vendor("OpenAI", r"sk-", r"[A-Za-z0-9]{20,250}"),
    Vendor("Twilio", r"(?:SK|AC)", r"[0-9a-f]{32}"),
    Vendor("SendGrid", r"SG\.", r"[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{20,64}"),
    Vendor("npm", r"npm_", r"[A-Za-z0-9]{30,40}"),
    Vendor("PyPI", r"pypi-", r"[A-Za-z0-9_-]{40,250}"),
    Vendor("RubyGems", r"rubygems_", r"[0-9a-f]{40,64}"),
    Vendor("crates.io", r"cio", r"[A-Za-z0-9]{32}"),
    Vendor("Docker", r"dckr_(?:pat|oat)_", r"[A-Za-z0-9_-]{20,64}"),
    Vendor("Hugging Face", r"(?:hf|api_org)_", r"[A-Za-z]{30,40}"),
    Vendor("Hugging Face", r"hf_", r"[A-Za-z0-9]{30,40}"),
    Vendor("Replicate", r"r8_", r"[A-Za-z0-9]{32,44}"),
    Vendor("Groq", r"gsk_", r"[A-Za-z0-9]{32,64}"),
    Vendor("xAI", r"xai-", r"[A-Za-z0-9]{40,100}"),
    Vendor("Perplexity", r"pplx-", r"[A-Za-z0-9]{32,64}"),
    Vendor("DigitalOcean", r"do[opr]_v1_", r"[0-9a-f]{40,64}"),
    Vendor("Databricks", r"(?:dapi|dose|dkea|dsap|dp1)", r"[0-9a-f]{32}(?:-[0-9])?"),
    Vendor("Shopify", r"shp(?:at|ca|pa|ss|tka|ua)_", r"[0-9a-fA-F]{24,64}"),
    Vendor("Square", r"(?:sq0(?:atp|csp|idp|csb)-|EAAA)", r"[A-Za-z0-9_-]{20,90}"),
    Vendor("Mailgun", r"(?:key|pubkey)-", r"[0-9a-f]{32}"),
    Vendor("Mailchimp", r"", r"[0-9a-f]{32}-us[0-9]{1,2}", r"-us[0-9]"),
    Vendor("Telegram", r"", r"[0-9]{8,10}:[A-Za-z0-9_-]{33,37}", r"[0-9]{8}:[a-z0-9_\-]{8}"),
    Vendor(
        "Discord",
        r"[MNO][A-Za-z0-9_-]{22,27}\.",
        r"[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}",
        r"\.[a-z0-9_\-]{6}\.[a-z0-9_\-]{8}",
    ),
    Vendor("Discord", r"discord(?:app)?\.com/api/webhooks/", r"[0-9]{15,22}/[A-Za-z0-9_-]{40,80}"),
    Vendor("Heroku", r"HRKU-", r"[A-Za-z0-9_-]{30,90}"),
    Vendor("Atlassian", r"(?:ATATT3|ATCTT3|ATBB)", r"[A-Za-z0-9_=-]{20,250}"),
    Vendor("Linear", r"lin_(?:api|oauth)_", r"[A-Za-z0-9]{32,64}"),
    Vendor("Notion", r"(?:ntn|secret)_", r"[A-Za-z0-9]{40,50}"),
    Vendor("Figma", r"fig[dou]_", r"[A-Za-z0-9_-]{30,60}"),
    Vendor("Airtable", r"pat[A-Za-z0-9]{14}\.", r"[0-9a-f]{40,64}"),
    Vendor("Grafana", r"gl(?:c|sa)_", r"[A-Za-z0-9+/=_]{30,250}"),
    Vendor("Postman", r"PMAK-", r"[0-9a-f]{24}-[0-9a-f]{34}"),
    Vendor("New Relic", r"NR(?:AK|JS|II|BR|SP|RA|AA)-", r"[A-Za-z0-9]{18,40}"),
    Vendor("Sentry", r"sntr(?:ys|yu)_", r"[A-Za-z0-9+/=_]{40,300}"),
    Vendor("Doppler", r"dp\.(?:pt|st|ct|sa|scim|audit)\.", r"[A-Za-z0-9_.-]{30,60}"),
    Vendor("Vault", r"(?:hv[sbr]\.|s\.)", r"[A-Za-z0-9_-]{24,300}"),
    Vendor("Terraform", r"[A-Za-z0-9]{14}\.atlasv1\.", r"[A-Za-z0-9_=-]{50,90}", r"\.atlasv1\."),
    Vendor("Dropbox", r"sl\.", r"[A-Za-z0-9_-]{60,200}"),
    Vendor("PlanetScale", r"pscale_(?:tkn|pw|oauth)_", r"[A-Za-z0-9_=.-]{30,64}"),
    Vendor("Supabase", r"sb(?:p|_secret|_publishable)_", r"[A-Za-z0-9_-]{20,64}"),
    Vendor("Cloudflare", r"v1\.0-", r"[0-9a-f]{24}-[0-9a-f]{100,200}"),
    Vendor("Fly.io", r"(?:fo1_|fm[12][ar]?_)", r"[A-Za-z0-9_+/=,-]{30,300}"),
    Vendor("Adafruit", r"aio_", r"[A-Za-z0-9]{28}"),
    Vendor("Razorpay", r"rzp_(?:live|test)_", r"[A-Za-z0-9]{14,30}"),
    Vendor("Flutterwave", r"FLW(?:SEC|PUB)K(?:_TEST)?-", r"[A-Za-z0-9]{12,50}(?:-X)?"),
    Vendor("Mollie", r"(?:live|test)_", r"[A-Za-z0-9]{30,40}"),
    Vendor("PayPal", r"access_token\$(?:production|sandbox)\$", r"[0-9a-z]{16}\$[0-9a-f]{32}"),
    Vendor("Adyen", r"AQE[a-z]h", r"[A-Za-z0-9+/=-]{60,300}"),
    Vendor("Brevo", r"xkeysib-", r"[0-9a-f]{64}-[A-Za-z0-9]{16}"),
    Vendor("Intercom", r"dG9r", r"[A-Za-z0-9+/]{50,90}={0,2}"),
    Vendor("Facebook", r"EAA[A-Z]{0,3}", r"[A-Za-z0-9]{80,250}"),
    Vendor("Sumo", r"su(?:Id|Key)-?", r"[A-Za-z0-9]{40,70}"),
    Vendor("age", r"AGE-SECRET-KEY-1", r"[0-9A-Z]{58}"),
    Vendor("Azure", r"[A-Za-z0-9_~.-]{3}[0-9]Q~", r"[A-Za-z0-9_~.-]{31,34}", r"[0-9](?-i:Q)~"),
    Vendor(
        "a JSON Web Token", (
            r"eyJ"), r"[A-Za-z0-9_-]{8,4000}\.(?:eyJ)?[A-Za-z0-9_-]{8,6000}(?:\.[A-Za-z0-9_-]{4,3000}){0,3}"),
)  # fmt: skip
_UNSURE: Final = frozenset(
    {"Twilio", "crates.io", "Mailchimp", "Vault", "Mollie", "Dropbox"}
)  # two letters say little
_EDGE: Final = r"(?<![A-Za-z0-9_])"
_KEY: Final = Expression("|".join(rf"{_EDGE}(?P<v{n}>{v.begins}{v.follows})" for n, v in enumerate(VENDORS)))


def _keys(text: str, asked: tuple[str, ...]) -> Iterator[Finding]:  # noqa: ARG001  # every rule is asked so
    for long in _LONG.finditer(text):
        for match in _KEY.finditer(text, *long.span()):
            vendor = VENDORS[int((match.lastgroup or "v0")[1:])]
            if _is_random(match[0]):
                score = 0.9 if vendor.name in _UNSURE else 0.99
                end = match.start() + len(match[0].rstrip(".-"))
                yield Finding(match.start(), end, Found.ACCESS_KEY, score, f"a key, by its form from {vendor.name}")


def _is_random(key: str) -> bool:
    """Whether `key` is more than words and dashes: "sk-learn-is-a-package" and "key-figures" are none."""
    return any(map(str.isdigit, key)) or sum(map(str.isupper, key)) > _CAPITALS


_LONG: Final = Expression(r"[A-Za-z0-9+/=_.~:$\-]{16,}")  # no vendor's key is shorter
_CAPITALS: Final = 3
RULES: tuple[Rule, ...] = (
    Rule(
        name="access keys by vendor",
        triggers=("|".join(dict.fromkeys(vendor.trigger for vendor in VENDORS)),),
        find=_keys,
    ),
)
