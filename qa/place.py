"""Which place of a document a question or a person names: "mục III.2", "KFA 3 KF 2", "nhiệm vụ thứ tư"."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus import Clause, Level, Step
from corpus.text import fold

_VI = {word: n for n, word in enumerate("nhat hai ba tu nam sau bay tam chin muoi".split(), start=1)} | {"bon": 4}
_EN = {
    word: n
    for n, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1)
}
_ROMAN = {numeral: n for n, numeral in enumerate("i ii iii iv v vi vii viii ix x".split(), start=1)}
_VI_ORDINAL = r"(?:thu )?(?P<n>\d+|" + "|".join(_VI) + ")"
_EN_ORDINAL = r"(?P<n>" + "|".join(_EN) + r"|\d+(?:st|nd|rd|th)) "
_NUMERAL = r"(?P<n>" + "|".join(sorted(_ROMAN, key=len, reverse=True)) + ")"


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to name a step: a pattern with the number in group ``n``, and the levels it may mean."""

    levels: tuple[Level, ...]
    pattern: re.Pattern[str]
    prefix: str = ""
    roman: bool = False


def _form(level: Level | tuple[Level, ...], pattern: str, *, prefix: str = "", roman: bool = False) -> _Form:
    levels = level if isinstance(level, tuple) else (level,)
    return _Form(levels, re.compile(rf"(?<!\w){pattern}(?!\w)"), prefix, roman)


# What items are called after the heading they stand under: "nhiệm vụ thứ tư", "the third policy".
_NAMED = (Level.TASK, Level.VIEWPOINT, Level.POINT, Level.DASH)
_HEADING_WORDS = {"task": "nhiem vu", "policy": "chinh sach", "viewpoint": "quan diem"}
_NAMES = "nhiem vu|giai phap|chinh sach|chu truong|quan diem|task|policy|viewpoint"
# Tried in this order; what one has taken is no longer there for the next.
_FORMS = (
    _form(Level.KFA, r"kfa ?(?P<n>\d+)", prefix="KFA"),
    _form(Level.KF, r"kf ?(?P<n>\d+)", prefix="KF"),
    _form(Level.INITIATIVE, r"soi ?(?P<n>\d+)", prefix="SOI"),
    _form(_NAMED, rf"(?P<named>{_NAMES}) (?:so )?\(?{_VI_ORDINAL}\)?"),
    _form(_NAMED, rf"{_EN_ORDINAL}(?P<named>{_NAMES})"),
    _form(Level.STAGE, rf"(?:buoc|step) (?:so )?{_VI_ORDINAL}", prefix="B"),
    _form(Level.STAGE, rf"{_EN_ORDINAL}step", prefix="B"),
    _form(Level.DASH, rf"(?:gach dau dong|gach|dash|bullet) {_VI_ORDINAL}", prefix="b"),
    _form(Level.DASH, rf"{_EN_ORDINAL}(?:dash|bullet)(?: point)?", prefix="b"),
    _form(Level.PLUS, rf"(?:dau cong|plus(?: sign)?) {_VI_ORDINAL}", prefix="c"),
    _form(Level.PLUS, rf"{_EN_ORDINAL}plus(?: sign)?", prefix="c"),
    _form((Level.PARAGRAPH, Level.PARAGRAPH_AFTER), rf"(?:doan|paragraph) {_VI_ORDINAL}", prefix="p"),
    _form((Level.PARAGRAPH, Level.PARAGRAPH_AFTER), rf"{_EN_ORDINAL}paragraph", prefix="p"),
    _form(Level.PART, r"(?:phan|part) (?:thu )?(?P<n>ii|i|\d+)", prefix="P", roman=True),
    _form(Level.GROUP, r"(?:muc|nhom|part|group) (?P<n>[fpk])"),
    _form(Level.ITEM, r"(?P<n>[a-z]\d{1,2})(?: ?-? ?[a-z]\d{1,2})?"),
)
_SECTION_POINT = re.compile(
    rf"(?<![\w.])(?:(?P<word>muc|phan|section|part|chapter|chuong) )?{_NUMERAL}"
    r"(?: ?[./,] ?|(?: ?,)? (?:diem|khoan|muc|point|item|clause) (?:so )?)(?P<point>\d{1,2})(?!\w|[.,]\d)"
)
_POINT_SECTION = re.compile(
    r"(?<!\w)(?:diem|khoan|muc|point|item|section) (?P<point>\d{1,2})(?: of| in| cua| thuoc|,)?"
    rf" (?:muc|phan|section|part|chuong) {_NUMERAL}(?!\w)"
)
_SECTION = re.compile(rf"(?<!\w)(?:muc|phan|section|chuong|chapter) {_NUMERAL}(?![\w.]\d|\w)")
_TASK_OF_NUMBERED = re.compile(r"(?<!\w)(?:muc|section) (?P<point>\d{1,2})[./](?P<task>\d{1,2})(?!\w)")
_POINT = re.compile(r"(?<!\w)(?:muc|diem|khoan|section|point) (?:so |thu )?(?P<n>\d{1,2})(?!\w|[.,]\d)")


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A step that the place must have; ``named`` is a word that the heading above it must hold."""

    levels: tuple[Level, ...]
    number: str
    named: str | None = None

    def is_met_by(self, step: Step) -> bool:
        own = str(step.ordinal) if self.named else step.number.lower()
        return step.level in self.levels and own == self.number.lower()

    def ends(self, clause: Clause) -> bool:
        """Whether the clause is what this step names."""
        above = (*clause.headings[-1:], clause.text) if clause.steps[-1].level is Level.TASK else clause.headings[-1:]
        return self.is_met_by(clause.steps[-1]) and (
            self.named is None or any(self.named in fold(heading) for heading in above)
        )


def find_places(question: str, clauses: Sequence[Clause]) -> tuple[tuple[Clause, ...], str]:
    """The places among ``clauses`` that a question may name, and the folded question without the words for them.

    None where it names no place, or one that there is not; several where they have the same name, as each part of a
    summary has its "KF3". The question must not name its document any more: "nghị quyết 57" holds a number that is
    no place.
    """
    rest = " ".join(re.sub(r"[^\w./,()~-]+", " ", fold(question)).split())
    wanted, rest = _wanted_steps(rest, clauses)
    if not wanted:
        return (), rest
    ranked = [(_fitness(clause, wanted), clause) for clause in clauses if _is_place(clause, wanted)]
    best = min((fitness for fitness, _ in ranked), default=None)
    return tuple(clause for fitness, clause in ranked if fitness == best), rest


def ending_with(path: str, clauses: Iterable[Clause]) -> list[Clause]:
    """The clauses whose id is ``path`` or ends in it, a whole step at a time; case and spaces aside."""
    wanted = "/" + path.replace(" ", "").strip("/").lower()
    exact = [clause for clause in clauses if clause.id.lower() == wanted[1:]]
    return exact or [clause for clause in clauses if f"/{clause.id.lower()}".endswith(wanted)]


def _wanted_steps(rest: str, clauses: Sequence[Clause]) -> tuple[list[_Wanted], str]:
    items = {step.number.lower() for clause in clauses for step in clause.steps if step.level is Level.ITEM}
    wanted: list[_Wanted] = []

    def take(match: re.Match[str], *steps: _Wanted) -> str:
        wanted.extend(steps)
        return f"{rest[: match.start()]} {rest[match.end() :]}"

    for pattern in (_SECTION_POINT, _POINT_SECTION):
        if match := pattern.search(rest):
            section = _Wanted((Level.SECTION,), match["n"])
            rest = take(match, section, _Wanted((Level.POINT, Level.BLOCK), match["point"]))
            break
    else:
        if match := _TASK_OF_NUMBERED.search(rest):
            point = _Wanted((Level.POINT,), match["point"])
            rest = take(match, point, _Wanted((Level.TASK, Level.VIEWPOINT), match["task"]))
    for form in _FORMS:
        if match := form.pattern.search(rest):
            if form.levels == (Level.ITEM,) and match["n"] not in items:
                continue
            named = match.groupdict().get("named")
            number = form.prefix + _number(match["n"], roman=form.roman)
            rest = take(match, _Wanted(form.levels, number, named and _HEADING_WORDS.get(named, named)))
    if not wanted or all(step.levels[0] not in (Level.SECTION,) for step in wanted):
        if match := _SECTION.search(rest):
            rest = take(match, _Wanted((Level.SECTION,), match["n"]))
        if not any(Level.POINT in step.levels for step in wanted) and (match := _POINT.search(rest)):
            rest = take(match, _Wanted((Level.POINT,), match["n"]))
    return wanted, " ".join(rest.split())


def _number(word: str, *, roman: bool) -> str:
    if roman and word in _ROMAN:
        return str(_ROMAN[word])
    number = _VI.get(word) or _EN.get(word)
    return str(number) if number else re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", word)


def _fitness(clause: Clause, wanted: Sequence[_Wanted]) -> tuple[int, int]:
    """Lower is better: what is printed as "nhiệm vụ" before what stands under such a heading, then the shallower."""
    level = clause.steps[-1].level
    return min(step.levels.index(level) for step in wanted if level in step.levels), len(clause.steps)


def _is_place(clause: Clause, wanted: Sequence[_Wanted]) -> bool:
    """Whether the clause's path holds every step that is wanted, and ends in one of them."""
    return any(step.ends(clause) for step in wanted) and all(
        any(step.is_met_by(own) for own in clause.steps) for step in wanted
    )
