"""Scores of what is read against labelled texts: statements, meetings, stories."""
