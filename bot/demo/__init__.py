"""The demo: an invented press of one day on the loopback address, and the whole line from fetching to an edition.

Outlets, office-holders and events are our own invention; `press/*.yaml` holds one outlet a file.
"""
