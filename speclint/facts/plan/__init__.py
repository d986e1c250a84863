"""Reads what a plan lists: sub-headings, bold paragraphs, rows, items, lines and charts, each with its time."""
