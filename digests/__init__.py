"""READ: article -> facts -> stories -> edition. Pure: no network, database, Slack, clock or environment."""
