"""Typed tables: what they hold, the engine that counts them, the loader that casts into them, the editions that keep them."""
