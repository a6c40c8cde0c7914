"""Text of a file, by parsers that others keep."""

from __future__ import annotations

import io

from bs4 import BeautifulSoup
from docx import Document as WordDocument
from pypdf import PdfReader


class Unreadable(Exception):
    """A document nothing can be made of; the message says why and holds nothing of its text."""


def text_of(name: str, body: bytes) -> str:
    """Plain text of a PDF, Word, HTML, Markdown, CSV or text file, told by its name."""
    ending = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    parser = PARSERS.get(ending)
    if parser is None:
        raise Unreadable(f"no parser for .{ending}")
    try:
        text = parser(body)
    except Exception as error:
        raise Unreadable(f"{ending}: {type(error).__name__}") from error
    # what Postgres cannot keep in a text, and nobody reads
    cleaned = text.replace("\x00", "").strip()
    if not cleaned:
        raise Unreadable("no text in it; a scan needs a text layer first")
    return cleaned


def _pdf(body: bytes) -> str:
    return "\n\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


def _word(body: bytes) -> str:
    document = WordDocument(io.BytesIO(body))
    rows = [" | ".join(cell.text for cell in row.cells) for table in document.tables for row in table.rows]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *rows])


def _html(body: bytes) -> str:
    soup = BeautifulSoup(body, "html.parser")
    for hidden in soup(["script", "style", "template", "noscript"]):
        hidden.decompose()
    return soup.get_text("\n", strip=True)


def _plain(body: bytes) -> str:
    return body.decode("utf-8-sig")


PARSERS = {
    "pdf": _pdf,
    "docx": _word,
    "html": _html,
    "htm": _html,
    "md": _plain,
    "txt": _plain,
    "csv": _plain,
}
