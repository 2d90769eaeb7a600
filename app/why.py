"""Why a clause was found, in words and figures."""

from enum import StrEnum

from app.wording import say
from corpus import Language
from index import Parts
from qa import Result


class FoundBy(StrEnum):
    """What may lead to a clause, by the names that the API has for it."""

    TEXT = "text"
    DENSE = "dense"
    GLOSS = "gloss"


def led_by(parts: Parts) -> FoundBy | None:
    """The field that speaks most for a clause; None where the question named the place and nothing was searched."""
    best = max(FoundBy, key=lambda field: _share(parts, field))
    return best if _share(parts, best) > 0 else None


def say_why(result: Result, language: Language) -> tuple[str, ...]:
    """The words that matched, the field that led here, and the figure of each; one line each."""
    parts = result.parts
    leading = led_by(parts)
    if leading is None:
        return (say("why_named", language),)
    matched = say("why_words", language, words=", ".join(result.matched)) if result.matched else ""
    return (
        matched or say("why_no_words", language),
        say("why_led_by", language, field=say(f"why_{leading}", language)),
        " · ".join(f"{say(f'why_{field}', language)} {_figure(_share(parts, field), language)}" for field in FoundBy),
    )


def _share(parts: Parts, field: FoundBy) -> float:
    return {FoundBy.TEXT: parts.text, FoundBy.DENSE: parts.dense, FoundBy.GLOSS: parts.gloss}[field]


def _figure(value: float, language: Language) -> str:
    return f"{value:.2f}".replace(".", "," if language is Language.VI else ".")
