"""Where a reference can be read."""

from .entries import Reference


def links_of(reference: Reference) -> tuple[tuple[str, str], ...]:
    """Names and addresses, the most lasting first."""
    links = []
    if reference.doi:
        links.append((f"doi:{reference.doi}", f"https://doi.org/{reference.doi}"))
    if reference.pmid:
        home = "https://pubmed.ncbi.nlm.nih.gov"
        links.append((f"PMID {reference.pmid}", f"{home}/{reference.pmid}/"))
    if reference.pmcid:
        home = "https://www.ncbi.nlm.nih.gov/pmc/articles"
        links.append((reference.pmcid, f"{home}/{reference.pmcid}/"))
    if reference.url:
        host = reference.url.removeprefix("https://").split("/", 1)[0]
        links.append((host, reference.url))
    return tuple(links)
