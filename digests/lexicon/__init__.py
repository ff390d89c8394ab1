"""What a diplomat could correct: name tables (CSV) and cues (YAML), with their loaders."""
