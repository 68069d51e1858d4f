"""Signals of an edition: what they are looked for in, what happened to the figures, what people made of them."""
