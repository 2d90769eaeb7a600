"""Whether a quote is what stands in the original, at the place that it names."""

from corpus import Citation, citation_label
from corpus.errors import CorpusError
from corpus.library import Library
from qa import Quote


def is_verified(library: Library, quote: Quote) -> bool:
    """Whether every word and place of a quote is the original's.

    The text, the short answer and the lead-in are slices of what stands at their places, the clause with that id
    stands around the place, and the words of the citation are those of the clause.
    """
    return (
        _stands_there(library, quote.text, quote.citation)
        and _cites_its_clause(library, quote.citation)
        and (quote.short is None or quote.short in quote.text)
        and (quote.lead_in is None or _stands_there(library, quote.lead_in.text, quote.lead_in.citation))
        and all(_cites_its_clause(library, copy.citation) for copy in quote.also_in)
    )


def _stands_there(library: Library, text: str, citation: Citation) -> bool:
    try:
        return bool(text) and text == library.text_of(library.source(citation.source.id).id, citation.span)
    except CorpusError:
        return False


def _cites_its_clause(library: Library, citation: Citation) -> bool:
    try:
        clause = library.clause(citation.clause_id)
        source = library.source(citation.source.id)
    except CorpusError:
        return False
    return (
        clause.document_id == source.id
        and any(span.covers(citation.span) for span in clause.spans)
        and citation.label == citation_label(source, clause)
    )
