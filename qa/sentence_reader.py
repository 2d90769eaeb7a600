"""The best sentences of the best clauses, the short answer inside each, and how sure it is that they answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus import Clause, ClauseKind, SourceKind, Span
from corpus.library import Library
from corpus.text import plain_with_offsets
from index import Hit
from qa.answer import Reason
from qa.confidence import Calibration, SignReader, is_off_topic
from qa.cross_encoder.judgement import CrossEncoder, Judgement
from qa.cross_encoder.pairing import context_of
from qa.intent import Intent
from qa.query import Query, place_clauses
from qa.reader import Extract, Read
from qa.sample_answer import sample_answer
from qa.short_answer import short_answer
from qa.spelled_out import spelled_out

# A sentence of another resolution is quoted beside the best one where it is as good but for this share.
_AS_GOOD = 0.95
# Where everything on a theme is asked for, or two documents are compared, what is quoted beside the best of all or the
# best of its document is as good but for this share.
_BELONGS = 0.6
_MOST_OF_A_SIDE = 3

MOST_READ = 3
"""How many of the best clauses the cross-encoder reads: each costs some 4 ms."""

READ_WEIGHT = 0.1
"""What one unit of its logit adds to the score of a clause."""


class SentenceReader:
    """Quotes the sentence with the highest score, and that of the other resolution where it answers as well.

    Everything that belongs is quoted where a question asks for that, and both sides where it compares.
    """

    def __init__(
        self, library: Library, cross_encoder: CrossEncoder | None = None, calibration: Calibration | None = None
    ) -> None:
        self._library = library
        self._cross_encoder = cross_encoder
        self._calibration = calibration
        self._signs = SignReader(library)

    def read(self, query: Query, hits: Sequence[Hit]) -> Read:
        judged = self._judge(query, hits)
        hits = _reordered(hits, judged)
        # A heading is quoted only where it is the best of all.
        scored = [(_score(hit), hit) for hit in hits if hit.rank == 1 or self._is_clause(hit)]
        scored.sort(key=lambda pair: -pair[0])
        if not scored:
            return Read((), (), Reason.NO_MATCH)
        if query.intent is Intent.NAME and (named := self._spelled_out(query, hits)):
            return Read(tuple(hits), (named,), None)
        asks_for_one = False
        if len(query.documents) > 1:
            chosen = self._sides(scored, query.documents)
        elif query.intent is Intent.GATHER:
            chosen = self._all_that_belongs(scored)
        else:
            chosen, asks_for_one = self._best(scored), True
        extracts = tuple(
            self._extract(query, hit, score, judged.get(hit.clause_id), in_short=asks_for_one) for score, hit in chosen
        )
        # A place that is named and found answers for what stands there.
        refusal = None if query.place else self._refusal(extracts[0])
        return Read(tuple(hits), extracts, refusal)

    def _judge(self, query: Query, hits: Sequence[Hit]) -> dict[str, Judgement]:
        """What the cross-encoder says of the best sentence of each of the first hits, by clause."""
        if self._cross_encoder is None:
            return {}
        first = hits[:MOST_READ]
        judgements = self._cross_encoder.read(query.meant, [self._passage(hit) for hit in first])
        return {hit.clause_id: judgement for hit, judgement in zip(first, judgements, strict=True)}

    def _passage(self, hit: Hit) -> tuple[str, str]:
        """The best sentence of a hit, and before it what it stands under."""
        clause, number = self._library.clause(hit.clause_id), _best_sentence(hit)
        text = self._library.text_of(clause.document_id, clause.sentences[number])
        return context_of(self._library, clause, number), text

    def _refusal(self, best: Extract) -> Reason | None:
        if self._calibration is None or best.confidence is None or best.confidence >= self._calibration.threshold:
            return None
        return Reason.OFF_TOPIC if best.signs and is_off_topic(best.signs) else Reason.NOT_STATED

    def _best(self, scored: Sequence[tuple[float, Hit]]) -> list[tuple[float, Hit]]:
        best: dict[str, tuple[float, Hit]] = {}
        for score, hit in scored:
            document = self._document(hit)
            leads = hit is scored[0][1] or self._library.source(document).kind is SourceKind.RESOLUTION
            if leads and _as_good(score, scored[0][0], _AS_GOOD):
                best.setdefault(document, (score, hit))
        return list(best.values())

    def _all_that_belongs(self, scored: Sequence[tuple[float, Hit]]) -> list[tuple[float, Hit]]:
        """What is nearly as good as the best; where that is a heading, what stands under it."""
        best_score, best = scored[0]
        if not self._is_clause(best):
            under = {clause.id for clause in place_clauses(self._library.clause(best.clause_id), self._library)}
            inside = [(score, hit) for score, hit in scored if hit is not best and hit.clause_id in under]
            if inside:
                return inside
        return [(score, hit) for score, hit in scored if _as_good(score, best_score, _BELONGS)]

    def _sides(self, scored: Sequence[tuple[float, Hit]], documents: Sequence[str]) -> list[tuple[float, Hit]]:
        chosen: list[tuple[float, Hit]] = []
        for document in documents:
            side = [(score, hit) for score, hit in scored if self._document(hit) == document]
            chosen += [pair for pair in side[:_MOST_OF_A_SIDE] if _as_good(pair[0], side[0][0], _BELONGS)]
        return sorted(chosen, key=lambda pair: -pair[0]) or self._best(scored)

    def _spelled_out(self, query: Query, hits: Sequence[Hit]) -> Extract | None:
        """The first sentence that spells out an abbreviation of the question; that it answers is certain."""
        for hit in hits:
            for part in self._library.clause(hit.clause_id).sentences:
                text, offsets = plain_with_offsets(part.of(self._library.document(self._document(hit)).text))
                if short := spelled_out(query.text, text):
                    return Extract(hit, part, _placed(short, offsets, part), _score(hit), confidence=1.0)
        return None

    def _document(self, hit: Hit) -> str:
        return self._library.clause(hit.clause_id).document_id

    def _is_clause(self, hit: Hit) -> bool:
        return self._library.clause(hit.clause_id).kind is ClauseKind.CLAUSE

    def _extract(self, query: Query, hit: Hit, score: float, judgement: Judgement | None, *, in_short: bool) -> Extract:
        clause = self._library.clause(hit.clause_id)
        number = _best_sentence(hit)
        part = clause.sentences[number]
        signs = self._signs.read(query, hit, number, judgement)
        read = judgement.short if judgement else None
        return Extract(
            hit,
            part,
            find_short(query.meant, clause, part, self._library, hit.asked, read) if in_short else None,
            score,
            confidence=self._calibration.probability(signs) if self._calibration else None,
            signs=signs,
        )


def _reordered(hits: Sequence[Hit], judged: Mapping[str, Judgement]) -> list[Hit]:
    """The hits with what was read of them in their scores; those that were not read count as the worst that was."""
    if not judged:
        return list(hits)
    worst = min(judgement.relevance for judgement in judged.values())
    relevance = {clause_id: judgement.relevance for clause_id, judgement in judged.items()}
    scored = [replace(hit, score=hit.score + READ_WEIGHT * relevance.get(hit.clause_id, worst)) for hit in hits]
    scored.sort(key=lambda hit: -hit.score)
    return [replace(hit, rank=rank) for rank, hit in enumerate(scored, start=1)]


def _best_sentence(hit: Hit) -> int:
    return max(range(len(hit.sentences)), key=lambda number: hit.sentences[number])


def _as_good(score: float, best: float, share: float) -> bool:
    """Whether a score is as good as the best but for a share of it; the best itself always is, below 0 too."""
    return score >= best - (1 - share) * abs(best)


def _score(hit: Hit) -> float:
    """The sentence decides, the clause around it helps: a sentence means what its clause is about."""
    return 0.5 * max(hit.sentences) + 0.5 * hit.score


def find_short(
    question: str,
    clause: Clause,
    part: Span,
    library: Library,
    asked: Sequence[float] = (),
    read: Span | None = None,
) -> Span | None:
    """The short answer inside a part of a clause, as a span of the document.

    ``asked`` says how near the question is to each sample question of the part; ``read`` is where the cross-encoder
    found the answer, counted from the start of the part.
    """
    original = part.of(library.document(clause.document_id).text)
    text, offsets = plain_with_offsets(original)
    number = clause.sentences.index(part) if part in clause.sentences else -1
    gloss = library.glosses.get((clause.id, number))
    ruled = short_answer(question, text, gloss.en if gloss else None)
    others = [span for span in (read, ruled) if span]
    found = sample_answer(question, text, gloss, asked, others) if gloss and asked else next(iter(others[::-1]), None)
    # A rule knows the unit of a number, the others know which number it is.
    if found and ruled and ruled.covers(found):
        found = ruled
    if found is None:
        return None
    return _placed(found, offsets, part)


def _placed(found: Span, offsets: Sequence[int], part: Span) -> Span:
    """What was found in the plain text of a part, as a span of the document."""
    return Span(part.start + offsets[found.start], part.start + offsets[found.end - 1] + 1)
