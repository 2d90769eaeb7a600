"""A handout as a Word document; the door to python-docx."""

import io
from typing import Any

from app.export import Entry, Exercise, Handout
from app.wording import say

# As official Vietnamese documents are set: Times New Roman, A4, the wider margin on the left.
_FONT = "Times New Roman"
_SIZE_PT = 13
_GREY = 0x55


def docx_bytes(content: Handout) -> bytes:
    """The handout: the clauses with their sources, a sheet of questions, and the answers on a page of their own."""
    import docx

    document = docx.Document()
    _set_page(document, content)
    document.add_paragraph(content.title, style="Title")
    for paragraph in content.notes.splitlines():
        document.add_paragraph(paragraph, style="Subtitle")
    for number, entry in enumerate(content.entries, start=1):
        _add_entry(document, number, entry, content)
    document.add_heading(say("handout_sources", content.language), level=1)
    for line in content.sources:
        document.add_paragraph(line, style="List Bullet")
    document.add_paragraph(say("transcription", content.language), style="Caption")
    if content.exercises:
        _add_questions(document, content)
        _add_answers(document, content)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_entry(document: Any, number: int, entry: Entry, content: Handout) -> None:  # python-docx has no types
    document.add_heading(f"{number}. {entry.citation}", level=2)
    document.add_paragraph(entry.text, style="Quote")
    for slip in entry.slips:
        document.add_paragraph(slip, style="Caption")
    if entry.translation:
        paragraph = document.add_paragraph(style="Caption")
        paragraph.add_run(f"{say('unofficial', content.language)}: ").italic = True
        paragraph.add_run(entry.translation)


def _add_questions(document: Any, content: Handout) -> None:
    document.add_page_break()
    document.add_paragraph(say("handout_questions", content.language), style="Title")
    document.add_paragraph(content.title, style="Subtitle")
    for number, exercise in enumerate(content.exercises, start=1):
        question = document.add_paragraph(f"{number}. {exercise.question}", style="Normal")
        question.paragraph_format.keep_with_next = True
        for _ in range(2):
            _add_writing_line(document)


def _add_writing_line(document: Any) -> None:
    """A dotted line over the width of the page, to write on."""
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER

    section = document.sections[0]
    line = document.add_paragraph("\t")
    line.paragraph_format.tab_stops.add_tab_stop(
        section.page_width - section.left_margin - section.right_margin, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS
    )


def _add_answers(document: Any, content: Handout) -> None:
    document.add_page_break()
    document.add_paragraph(say("handout_answers", content.language), style="Title")
    for number, exercise in enumerate(content.exercises, start=1):
        _add_answer(document, number, exercise)


def _add_answer(document: Any, number: int, exercise: Exercise) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{number}. ").bold = True
    paragraph.add_run(exercise.answer)
    paragraph.add_run(f" ({exercise.citation})").italic = True


def _set_page(document: Any, content: Handout) -> None:
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    document.core_properties.title = content.title
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.language = content.language
    _set_styles(document)
    _number_pages(section.footer.paragraphs[0])


def _set_styles(document: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    centre, justify, left = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT
    # Style, size, bold, italic, alignment, space before and after in points.
    for name, size, bold, italic, alignment, before, after in (
        ("Normal", _SIZE_PT, False, False, left, 0, 6),
        ("Title", 18, True, False, centre, 0, 6),
        ("Subtitle", _SIZE_PT, False, True, centre, 0, 6),
        ("Heading 1", 14, True, False, left, 18, 6),
        ("Heading 2", _SIZE_PT, True, False, left, 14, 4),
        ("Quote", _SIZE_PT, False, False, justify, 0, 4),
        ("Caption", 11, False, False, justify, 0, 4),
        ("List Bullet", _SIZE_PT, False, False, left, 0, 3),
    ):
        style = document.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
        _set_font(style)
        layout = style.paragraph_format
        layout.alignment, layout.space_before, layout.space_after = alignment, Pt(before), Pt(after)
        layout.line_spacing = 1.15
    _drop_rule(document.styles["Title"])


def _set_font(style: Any) -> None:
    """One black face for every script; python-docx's own template names others, and blue."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name = _FONT
    style.font.color.rgb = RGBColor(_GREY, _GREY, _GREY) if style.name == "Caption" else RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    for spacing in properties.findall(qn("w:spacing")):  # between letters, which the template widens in a subtitle
        properties.remove(spacing)
    fonts = properties.get_or_add_rFonts()
    for script in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{script}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _drop_rule(style: Any) -> None:
    """Without the blue rule that the template draws under a title."""
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    for rule in properties.findall(qn("w:pBdr")):
        properties.remove(rule)


def _number_pages(paragraph: Any) -> None:
    """The number of the page, which Word and LibreOffice fill in."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # python-docx has no fields (its issue 31)
