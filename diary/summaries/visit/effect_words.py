"""Names of side effects."""


def effect_name(kind: str) -> str:
    return kind
