"""Tables in Markdown."""


def table(header: list[str], rows: list[list[str]]) -> str:
    rule = ["---"] + ["---:"] * (len(header) - 1)
    return "\n".join(f"| {' | '.join(row)} |" for row in [header, rule, *rows])


def range_of(figures: list[float], digits: int) -> str:
    """A median with its least and most."""
    if not figures:
        return ""
    middle, low, high = (f"{figure:,.{digits}f}" for figure in figures)
    return f"{middle} ({low}..{high})"
