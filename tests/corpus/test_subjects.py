from corpus.subjects import Subject, read_subjects, write_subjects

SUBJECTS = [Subject(("mạng 5G", "5G coverage"), ("A/p1",), ("A/p2", "B/p1")), Subject(("thuế",), ("B/p4",))]


def test_subjects_come_back_as_they_were(tmp_path):
    write_subjects(tmp_path / "subjects.jsonl", SUBJECTS)
    assert read_subjects(tmp_path / "subjects.jsonl") == SUBJECTS


def test_subjects_that_ship_lead_to_clauses_that_are_there(library):
    assert len(library.subjects) > 500
    for subject in library.subjects:
        assert subject.on
        assert not set(subject.on) & set(subject.touches)
        for clause_id in (*subject.on, *subject.touches):
            library.clause(clause_id)
