"""Attributions: which source says which content through which cue, read with word classes and phrase edges."""
