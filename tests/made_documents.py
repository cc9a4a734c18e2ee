"""Documents of every kind that is read, made of our own words: the same words in each, so that what comes out can be compared."""

from __future__ import annotations

import gzip
import io
import zipfile
from email.message import EmailMessage
from html import escape

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

DAY = "2020-11-14"
TITLE = "What the ministries said"
PUBLISHER = "The Valley Herald"
ADDRESS = "https://example.org/news/42"
WORDS = (
    "The Defence Ministry of Armenia said on Friday that 21 soldiers were killed near Hadrut in the fighting of the last days.",
    "Another nine soldiers were wounded near Shusha, the ministry said in its evening bulletin, and twelve are in hospital.",
    "The Health Ministry of Armenia said that the bodies of 2,317 soldiers were examined by its forensic service until now.",
)


def page(
    *, words: tuple[str, ...] = WORDS, head: str | None = None, before: str = "", after: str = "", title: str | None = TITLE
) -> str:
    """A page with an article, navigation and a footer; `head` takes the place of what it says about itself."""
    told = head
    if told is None:
        told = (
            f'<meta property="og:title" content="{title}"><meta property="og:site_name" content="{PUBLISHER}">'
            f'<link rel="canonical" href="{ADDRESS}"><meta property="article:published_time" content="{DAY}T09:30:00+04:00">'
        )
    headline = f"<h1>{title}</h1>" if title else ""
    body = "".join(f"<p>{escape(w)}</p>" for w in words)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | {PUBLISHER}</title>{told}</head><body>'
        f'<nav><a href="/">Home</a> <a href="/world">World</a></nav><article>{headline}{before}{body}{after}</article>'
        "<footer><p>All rights reserved 1999</p></footer></body></html>"
    )


def wrapped(text: str, width: int = 72) -> list[str]:
    """The lines of a text as a typist breaks them."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def pdf(pages: tuple[tuple[str, ...], ...] = (WORDS,), *, info: dict[str, str] | None = None, width: int = 72) -> bytes:
    """A PDF with these paragraphs on its pages, in Courier, each broken into lines of `width` letters."""
    objects: list[bytes] = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>"]
    kids = []
    for paragraphs in pages:
        out, y = [], 760
        for words in paragraphs:
            for line in wrapped(words, width):
                shown = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
                out.append(f"BT /F1 10 Tf 60 {y} Td ({shown}) Tj ET")
                y -= 12
            y -= 12
        stream = "\n".join(out).encode("cp1252")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(b"<< %s >>" % b" ".join(f"/{k} ({v})".encode("latin-1") for k, v in (info or {}).items()))
    out_bytes, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out_bytes))
        out_bytes += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return out_bytes + end % (
        len(objects) + 1, table, len(objects) + 1, len(objects), len(out_bytes),
    )  # fmt: skip


def answer(
    body: bytes,
    media: str = "text/html; charset=utf-8",
    *,
    status: str = "200 OK",
    coding: str | None = None,
    kind: str = "response",
) -> tuple[str, str, bytes, list[tuple[str, str]]]:
    """One record of an archive, for `warc`."""
    return kind, status, body, [("Content-Type", media), *([("Content-Encoding", coding)] if coding else [])]


def warc(*records: tuple[str, str, bytes, list[tuple[str, str]]], compressed: bool = False, address: str = ADDRESS) -> bytes:
    """A WARC file: what a crawler says of itself, then these records, crawled on 20 November 2020."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=compressed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "our own hands"}))
    for kind, status, body, headers in records:
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                address, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict={"WARC-Date": "2020-11-20T10:00:00Z"}
            )
        )
    return out.getvalue()


def rss(*items: str, channel: str = "", head: str = '<?xml version="1.0" encoding="utf-8"?>') -> str:
    return (
        f'{head}<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>{PUBLISHER}</title><link>https://example.org/</link>{channel}{''.join(items)}</channel></rss>"
    )


def item(*, content: str | None = None, summary: str = "", title: str = TITLE, day: str = "Sat, 14 Nov 2020 01:00:00 +0400",
         link: str = ADDRESS, guid: str = "") -> str:  # fmt: skip
    told = "".join(f"<p>{w}</p>" for w in WORDS) if content is None else content
    parts = [f"<title>{escape(title)}</title>", f"<link>{link}</link>" if link else "", f"<guid>{guid}</guid>" if guid else ""]
    parts += [f"<pubDate>{day}</pubDate>" if day else "", f"<description>{escape(summary)}</description>" if summary else ""]
    parts += [f"<content:encoded><![CDATA[{told}]]></content:encoded>" if told else ""]
    return f"<item>{''.join(parts)}</item>"


def atom(*, day: str = "<published>2020-11-14T01:00:00+04:00</published>", body: str | None = None) -> str:
    words = "".join(f"<p>{w}</p>" for w in WORDS)
    told = f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{words}</div></content>' if body is None else body
    return (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{PUBLISHER}</title><id>tag:example.org,2020:feed</id>'
        f'<entry><id>tag:example.org,2020:42</id><title>{TITLE}</title><link href="{ADDRESS}"/>{day}'
        f"<updated>2020-11-16T01:00:00Z</updated>{told}</entry></feed>"
    )


def mail(text: str | None = None, *, html: str | None = None, sender: str = f"{PUBLISHER} <press@example.org>",
         day: str = "Sat, 14 Nov 2020 01:00:00 +0400", **headers: str) -> EmailMessage:  # fmt: skip
    """A mail; its plain text is broken into lines of 72 letters."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "desk@example.net", TITLE
    if day:
        message["Date"] = day
    message["Message-ID"] = "<42@example.org>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text is None and html is None:
        text = "\n\n".join("\n".join(wrapped(w)) for w in WORDS) + "\n"
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html") if text is not None else message.set_content(html, subtype="html")
    return message


def mbox(*messages: EmailMessage) -> bytes:
    return b"\n".join(b"From press@example.org Sat Nov 14 09:00:00 2020\n" + m.as_bytes() for m in messages)


def zipped(**files: bytes | str) -> bytes:
    """A ZIP archive; `a_txt` is a.txt, `week1__a_txt` is week1/a.txt."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(
                zipfile.ZipInfo(name.replace("__", "/").replace("_", "."), (2020, 11, 14, 0, 0, 0)), content, zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


#: The same report in every form: file name → bytes.
EVERY: dict[str, bytes] = {
    f"text-{DAY}.txt": "\n".join(WORDS).encode(),
    "page.html": page(title=None).encode(),
    f"pages-{DAY}.pdf": pdf(),
    "crawl.warc": warc(answer(page(title=None).encode())),
    "crawled.warc.gz": warc(answer(page(title=None).encode()), compressed=True),
    "feed.rss": rss(item(title="")).encode(),
    "feed.atom": atom().replace(f"<title>{TITLE}</title>", "<title/>").encode(),
    "mail.eml": mail().as_bytes(),
    "mails.mbox": mbox(mail()),
    "packed.zip": zipped(**{f"text-{DAY}_txt": "\n".join(WORDS)}),
    f"text-{DAY}.txt.gz": gzip.compress("\n".join(WORDS).encode(), mtime=0),
}
