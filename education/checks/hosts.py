"""Where a link may lead. A place that nobody vouched for is refused until somebody looked."""

import re

# Official, scholarly, or the publisher of a source that was read.
KNOWN = {
    "doi.org",
    "ncbi.nlm.nih.gov",
    "nlm.nih.gov",
    "nih.gov",
    "clinicaltrials.gov",
    "fda.gov",
    "ema.europa.eu",
    "who.int",
    "cochranelibrary.com",
    "anzctr.org.au",
    "go.jp",
    "lg.jp",
    "ac.jp",
}
# Publishers, societies and towns whose pages were read as a source; only references lead there.
PUBLISHERS = {
    "bibliomed.org",
    "cliniscale.emuyn.net",
    "dgs-on-line.com",
    "imidas.jp",
    "jiji.com",
    "jsge.org",
    "kegg.jp",
    "mainichi.jp",
    "mecfsinfo.net",
    "medley.life",
    "mieyaku.or.jp",
    "msdmanuals.com",
    "nikkeibp.co.jp",
    "renalandurologynews.com",
    "tokyo.med.or.jp",
    "wic-net.com",
}
TOWN = re.compile(r"(www\.)?(city|town|pref)\.[a-z]+(\.[a-z]+)?\.jp")
SELLERS = (
    "shop",
    "store",
    "amazon.",
    "rakuten.",
    "mercari.",
    "osakado",
    "ippondo",
    "bestkenko",
    "medicaldoctor",
    "ldnscience",
    "agelessrx",
    "pharmacy",
    "clinic",
    "yunyu",
    "kusuriex",
    "iherb.",
)


def sells(host: str) -> bool:
    return any(mark in host for mark in SELLERS)


def is_known(host: str) -> bool:
    return _is_under(host, KNOWN)


def is_publisher(host: str) -> bool:
    return bool(TOWN.fullmatch(host)) or _is_under(host, PUBLISHERS)


def _is_under(host: str, domains: set[str]) -> bool:
    labels = host.split(".")
    return any(".".join(labels[at:]) in domains for at in range(len(labels)))
