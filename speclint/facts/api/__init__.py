"""Reading the interface that a spec offers: where it is defined, and what is said of each part of it."""
