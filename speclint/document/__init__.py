"""What a Markdown document looks like: source positions, the section tree and its blocks."""
