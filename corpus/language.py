"""Guess whether a text is Vietnamese or English, without a model."""

import re
import unicodedata
from enum import StrEnum

from corpus.text import fold

_LETTERS = re.compile(r"[^\W\d_]+")


class Language(StrEnum):
    """The two languages in which people ask and are answered."""

    VI = "vi"
    EN = "en"


# Common words of each language as they look when typed without marks. Words that both have ("an", "the",
# "to", "do", "me", "in", "on", "no", "hay", "ban", "can") are evidence for neither.
_VIETNAMESE = frozenset(
    """
    la gi va cua cac nhung mot nao nam den theo nghi quyet bao nhieu phan tram dang nha nuoc dan nguoi duoc
    khong phai thi nhu ve tu voi trong ngoai tren duoi khi neu vi sao tai dau ai ra vao cho de se da dang
    chua con cung rat lai nay kia do day thu muc tieu kinh so xa hoi chinh phu quoc gia viet nam doanh
    nghiep khoa hoc cong nghe doi moi sang tao chuyen giao duc dao tao phat trien noi dung quy dinh chu
    truong sach giai phap nhiem vu to chuc co quan bo tri uong trung dien tu mang ha tang du lieu an toan
    ninh tuyen sinh lam the lieu hoc vien ho tro von tien thue dat nhan luc tai khi hau xin chao em anh chi
    toi minh ho chung ta ban cap huyen tinh thanh pho thon
    """.split()
) - {"an", "the", "to", "do", "me", "in", "on", "no", "hay", "ban", "can", "so", "tu", "ta", "tin", "ai", "pho"}
_ENGLISH = frozenset(
    """
    a of and is are was were be been will shall what which who whom whose when where why how does did has
    have had for with from by at as that this these those it its their there about according under between
    into than or not any all more most must should would could may many much list say says tell give name
    explain describe year percent share economy digital party resolution government state policy policies
    target targets goal goals vietnam vietnamese country national people enterprises companies science
    technology innovation transformation section article document
    """.split()
)


def guess_language(text: str) -> Language | None:
    """The language of a question; None where nothing speaks for either.

    A letter with a Vietnamese mark decides for Vietnamese; else the common words of each are counted.

    >>> guess_language("kinh te so chiem bao nhieu phan tram GDP")
    <Language.VI: 'vi'>
    >>> guess_language("GDP 2030?") is None
    True
    """
    if any(_is_marked(letter) for letter in unicodedata.normalize("NFC", text)):
        return Language.VI
    found = [fold(word) for word in _LETTERS.findall(text)]
    vietnamese = sum(word in _VIETNAMESE for word in found)
    english = sum(word in _ENGLISH for word in found)
    if vietnamese == english:
        return None
    return Language.VI if vietnamese > english else Language.EN


def _is_marked(letter: str) -> bool:
    return letter in "đĐ" or (letter.isalpha() and len(unicodedata.normalize("NFD", letter)) > 1)
