"""What a question may have meant beside what was typed: slips mended, marks put back, abbreviations spelled out."""

from corpus import Language, guess_language
from qa.abbreviations import Abbreviations
from qa.marks import Restorer
from qa.slips import Slips


class Readings:
    """Reads a question as it was probably meant; each part may be left out."""

    def __init__(
        self, abbreviations: Abbreviations | None = None, restorer: Restorer | None = None, slips: Slips | None = None
    ) -> None:
        self._abbreviations = abbreviations or Abbreviations(())
        self._restorer = restorer
        self._slips = slips

    def meant(self, text: str) -> str:
        """The text as it was probably meant, with what the person did type left as it is; an English one as typed.

        The documents hold too few English words to tell a slip from a word that they lack.
        """
        if guess_language(text) is Language.EN:
            return text
        mended = self._slips.mend(text) if self._slips else text
        return self._restorer.restore(mended) if self._restorer else mended

    def spelled_out(self, text: str) -> str:
        """The text as it was probably meant, abbreviations and former names written out too."""
        meant = self.meant(text)
        return self._abbreviations.spell_out(meant) or meant

    def beside(self, text: str) -> tuple[str, ...]:
        """What is searched beside the text as it was typed; nothing where it can only be read one way."""
        readings = dict.fromkeys((self.meant(text), self.spelled_out(text)))
        return tuple(reading for reading in readings if reading != text)
