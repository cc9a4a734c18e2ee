"""The lines of a PDF's pages with where they lie, by pdfium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from .layout import Letter, Page, lines_of

#: What pdfium writes for a hyphen at the end of a line.
HYPHENS = {0x02, 0xFFFE, 0x00AD}


def pages(opened: pypdfium2.PdfDocument) -> Iterator[Page]:
    """Each page. PdfiumError when one cannot be loaded."""
    for number in range(len(opened)):
        page = opened[number]
        try:
            text = page.get_textpage()
            try:
                yield Page(lines_of(_letters(text)))
            finally:
                text.close()
        finally:
            page.close()


def _letters(text: pypdfium2.PdfTextPage) -> Iterator[Letter]:
    """Every character with its left, right, bottom and top; those that pdfium adds (blanks, line ends) have no box."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    high = 0
    for i in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else 0xFFFD
        high = 0
        if code in HYPHENS:
            code = 0xAD
        if pdfium.FPDFText_IsGenerated(text, i) == 1 or not pdfium.FPDFText_GetCharBox(text, i, left, right, bottom, top):
            yield Letter(chr(code))
        else:
            yield Letter(chr(code), left.value, right.value, bottom.value, top.value, boxed=True)
