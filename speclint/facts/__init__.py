"""What a spec says: the facts that rules judge, each read once a document and only when asked for."""
