"""The bundled offline world: a local web, mail and Slack server that replay several days."""
