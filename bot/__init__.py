"""ACT: store, schedule, Slack, command line."""
