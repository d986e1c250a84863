"""Readers of drawings: diagram source and character art become nodes, edges, entities and labels."""
