"""What a question may have meant beside what was typed: slips mended, marks put back, abbreviations spelled out."""

from dataclasses import dataclass

from corpus import Language, guess_language
from qa.abbreviations import Abbreviations
from qa.commonplaces import Commonplaces
from qa.marks import Restorer
from qa.slips import Slips


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it was ``typed``, as it was probably ``meant``, and that with its abbreviations ``spelled_out``.

    ``bare`` is what was meant without the names that stand all over the documents; None where nothing else is left.
    """

    typed: str
    meant: str
    spelled_out: str
    bare: str | None = None

    @property
    def beside(self) -> tuple[str, ...]:
        """What is searched beside the text as it was typed; nothing where it can only be read one way."""
        others = dict.fromkeys((self.meant, self.spelled_out, self.bare))
        return tuple(other for other in others if other and other != self.typed)


class Readings:
    """Reads a question as it was probably meant; each part may be left out."""

    def __init__(
        self,
        abbreviations: Abbreviations | None = None,
        restorer: Restorer | None = None,
        slips: Slips | None = None,
        commonplaces: Commonplaces | None = None,
    ) -> None:
        self._abbreviations = abbreviations or Abbreviations(())
        self._restorer = restorer
        self._slips = slips
        self._commonplaces = commonplaces

    def of(self, text: str) -> Reading:
        """How a text may be read; what the person did type is left as it is, and English words are not mended.

        The documents hold too few English words to tell a slip from a word that they lack.
        """
        meant = text
        if guess_language(text) is not Language.EN:
            meant = self._slips.mend(meant) if self._slips else meant
            meant = self._restorer.restore(meant) if self._restorer else meant
        bare = self._commonplaces.without(meant) if self._commonplaces else None
        return Reading(text, meant, self._abbreviations.spell_out(meant) or meant, bare)
