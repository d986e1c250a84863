"""Readers of values in short texts: quantities, targets, versions, times, technologies, placeholders.

Each reads one cell, sentence or title and knows nothing of documents. Offsets are code points.
"""
