"""A mailbox (mbox): every mail in it is opened as a mail of its own, numbered in the order of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model.reports import Refusal
from . import mail
from .documents import Document
from .limits import Limits, Read

#: The line before each mail: "From someone@example.org Sat Nov 14 09:00:00 2020", after a blank line or at the beginning.
ENVELOPE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]*\r?\n")


def reports(document: Document, limits: Limits) -> Iterator[Read]:
    """The reports of every mail."""
    payload = document.payload()
    found = list(ENVELOPE.finditer(payload))
    if not found or found[0].start():
        yield Refusal(document.place, "it is no mailbox: it does not begin with a line `From …`", "Save each mail as .eml.")
        return
    ends = [*(match.start() for match in found[1:]), len(payload)]
    for number, (match, end) in enumerate(zip(found, ends, strict=True), 1):
        message = payload[match.end() : end]
        if not message.strip():
            yield Refusal(f"{document.place}:{number}", "the mail is empty", "Remove it.")
            continue
        name = f"{document.name}-{number}"
        yield from mail.reports(document.inside(message, part=f":{number}", name=name, file_name="mail.eml"), limits)
