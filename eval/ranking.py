"""How well a ranked list finds what is relevant; the door to ir-measures."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

CUTOFFS = (1, 5, 10)
WITHIN_CHARACTERS = 2000


@dataclass(frozen=True, slots=True)
class Ranking:
    """What one question wants, and what each row of its results holds of it.

    ``grades`` are the wanted ids with their grade, 1 or more. A row may hold several of them: a chunk of a
    text often has the sentences of several clauses.
    """

    grades: Mapping[str, int]
    rows: Sequence[Collection[str]]


def rank_measures(rankings: Mapping[str, Ranking]) -> dict[str, dict[str, float]]:
    """recall@1, @5, @10, mrr@10 and ndcg@10 of each question, all in [0, 1]; without any row they are 0.

    MRR and nDCG are ir-measures' own: the gain is the grade, the discount log2(rank + 1) as in Järvelin &
    Kekäläinen (2002). A row counts there as the best id in it that no row before it had. A question that
    wants nothing has no value: ValueError.
    """
    graded = _by_ir_measures(rankings)
    return {
        question: {f"recall@{k}": recall_at(ranking, k) for k in CUTOFFS} | graded[question]
        for question, ranking in rankings.items()
    }


def recall_at(ranking: Ranking, k: int) -> float:
    """The share of the wanted ids that the first ``k`` rows hold; in [0, 1].

    >>> recall_at(Ranking({"a": 2, "b": 1}, [{"a"}, {"x"}, {"b"}]), 2)
    0.5
    """
    if not ranking.grades:
        raise ValueError("a question that wants nothing has no recall")
    held = {wanted for row in ranking.rows[:k] for wanted in row}
    return len(held & ranking.grades.keys()) / len(ranking.grades)


def recall_within(
    ends: Sequence[Mapping[str, int]], lengths: Sequence[int], wanted: Collection[str], characters: int
) -> float:
    """The share of the wanted ids that stand within the first characters of the rows, read one after another.

    ``ends`` says for each row after how many of its characters each id has been read whole; ``lengths`` are
    the characters of the rows. In [0, 1]; long rows win nothing by it.

    >>> recall_within([{"a": 40}, {"b": 50}], [100, 80], ["a", "b"], characters=120)
    0.5
    """
    if not wanted:
        raise ValueError("a question that wants nothing has no recall")
    held: set[str] = set()
    read = 0
    for row, length in zip(ends, lengths, strict=True):
        held |= {wanted_id for wanted_id, end in row.items() if read + end <= characters}
        read += length
    return len(held & set(wanted)) / len(wanted)


def _by_ir_measures(rankings: Mapping[str, Ranking]) -> dict[str, dict[str, float]]:
    import ir_measures
    from ir_measures import RR, nDCG

    names = {nDCG @ 10: "ndcg@10", RR @ 10: "mrr@10"}
    wanted = {question: dict(ranking.grades) for question, ranking in rankings.items()}
    run = {question: dict(_scored(ranking)) for question, ranking in rankings.items()}
    values = {question: dict.fromkeys(names.values(), 0.0) for question in rankings}
    for metric in ir_measures.iter_calc(list(names), wanted, run):
        values[metric.query_id][names[metric.measure]] = float(metric.value)
    return values


def _scored(ranking: Ranking) -> Iterator[tuple[str, float]]:
    """Each row under one id, with scores that fall row by row, for ir-measures would break ties its own way."""
    held: set[str] = set()
    for number, row in enumerate(ranking.rows):
        new = sorted((set(row) & ranking.grades.keys()) - held, key=lambda wanted: (-ranking.grades[wanted], wanted))
        held |= set(new[:1])
        yield (new[0] if new else f"row {number}, of no use"), float(len(ranking.rows) - number)
