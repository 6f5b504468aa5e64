"""The form in which the numbers of things are compared, whoever wrote them."""

import re

from rules.vocabulary import HoldingKind

_ABROAD = re.compile(r"(\+|00)44\(?0?\)?")


def canonical_thing(kind: HoldingKind, raw: str) -> str | None:
    """Return the number of a thing in one form, or None where its kind has no number."""
    written = _FORMS.get(kind)
    return (written(raw) or None) if written else None


def _letters_and_digits(raw: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", raw.upper())


def _telephone(raw: str) -> str:
    packed = re.sub(r"[\s.\-/]", "", raw)
    national = _ABROAD.sub("0", packed, count=1) if _ABROAD.match(packed) else packed
    return re.sub(r"[()]", "", national)


def _account(raw: str) -> str:
    return "/".join(part.replace("-", "") for part in raw.split())


def _email(raw: str) -> str:
    return raw.strip().casefold()


_FORMS = {
    HoldingKind.PHONE: _telephone,
    HoldingKind.SIM: _telephone,
    HoldingKind.VEHICLE: _letters_and_digits,
    HoldingKind.ACCOUNT: _account,
    HoldingKind.EMAIL: _email,
    HoldingKind.DOCUMENT: _letters_and_digits,
}
