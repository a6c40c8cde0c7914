"""Curated documents into an index: parsed, cut, embedded through the gateway, labelled with who may read them."""
