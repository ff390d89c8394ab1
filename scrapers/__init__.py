"""FETCH: source -> entries -> articles. Imports nothing of ours."""
