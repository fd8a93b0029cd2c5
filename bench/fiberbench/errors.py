"""What goes wrong in a way that the user can do something about."""


class BenchError(Exception):
    """Says what is wrong and what to do; the text is all that the user sees."""
