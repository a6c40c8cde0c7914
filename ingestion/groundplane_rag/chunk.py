"""Pieces of a text that an embedding model reads whole."""

from __future__ import annotations

import math
from collections.abc import Callable

import semchunk

# a token of common vocabularies is three quarters of an English word; scripts without spaces have one for two bytes at worst
WORDS_A_TOKEN = 0.75
BYTES_A_TOKEN = 3.2


def tokens(text: str) -> int:
    """Tokens a text may have, rather too many than too few: the model's own vocabulary is not at hand."""
    return max(math.ceil(len(text.split()) / WORDS_A_TOKEN), math.ceil(len(text.encode()) / BYTES_A_TOKEN), 1)


def splitter(chunk_tokens: int, overlap_tokens: int) -> Callable[[str], list[str]]:
    """Cuts at the largest joints that fit: sections, paragraphs, sentences, words."""
    chunker = semchunk.chunkerify(tokens, chunk_tokens)
    overlap = overlap_tokens if overlap_tokens > 0 else None

    def split(text: str) -> list[str]:
        return [piece for piece in chunker(text, overlap=overlap) if piece.strip()]

    return split
