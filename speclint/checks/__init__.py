"""The checks that rules bind to: they judge facts and know neither rules nor severities."""
