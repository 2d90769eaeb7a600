import pytest

from corpus.clause import Level, Step, path_of


@pytest.mark.parametrize(
    ("number", "ordinal"), [("b12", 12), ("KFA3", 3), ("2~2", 2), ("P.2025", 2025), ("III", 0), ("signature", 0)]
)
def test_ordinal_is_the_number_of_a_step(number, ordinal):
    assert Step(Level.DASH, number).ordinal == ordinal


@pytest.mark.parametrize(
    ("steps", "path"),
    [
        ([(Level.SECTION, "II", False), (Level.POINT, "1", True), (Level.DASH, "b2", False)], "II.1/b2"),
        (
            [
                (Level.SECTION, "II", False),
                (Level.POINT, "1", True),
                (Level.DASH, "b2", False),
                (Level.PARAGRAPH_AFTER, "p1", True),
            ],
            "II.1/b2.p1",
        ),
        ([(Level.PART, "P1", False), (Level.SECTION, "III", False), (Level.KFA, "KFA3", False)], "P1/III/KFA3"),
        ([(Level.END, "end", False), (Level.SIGNATURE, "signature", False)], "end/signature"),
        ([], ""),
    ],
)
def test_path_is_joined_as_ids_are_written(steps, path):
    assert path_of(tuple(Step(*step) for step in steps)) == path


def test_spans_are_every_place_where_a_heading_is_printed(library):
    clause = library.clause("TH-52-NQ-TW/P1/III/KFA3")
    text = library.document("TH-52-NQ-TW").text
    assert clause.spans[0] == clause.span
    assert [span.of(text) for span in clause.spans] == [clause.text] * 3
