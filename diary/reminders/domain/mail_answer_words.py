"""Words by which mail servers say what their codes do not; lower case, addresses taken out.

Every pattern is a plain alternation without nested repetition: the text comes from strangers.
Sources: docs/decisions/0030-whom-an-answer-is-about.md.
"""

import re


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases))


# The session is used up; a new one may go on (Yahoo, J:COM, Postfix, Exim).
SESSION_WORDS = _any(
    r"max(?:imum)? messages? per (?:connection|session)",
    r"too many (?:messages|mails|e-?mails|recipients|transactions) "
    r"(?:for|in|on|per) (?:this |one |a |the )?(?:session|connection)",
    r"(?:message|transaction|mail) limit (?:reached )?(?:for|per|of) (?:this )?(?:session"
    r"|connection)",
    r"connection expired, try reconnecting",
)
GREYLIST_WORDS = _any(
    r"gr[ae]y-?\s?list",
    r"^(?:[245]\.\d\.\d )?(?:please )?try again later\.?$",  # rspamd's says no more
    r"come back (?:in|later)",
)
# One mailbox gets too much just now.
MAILBOX_BUSY_WORDS = _any(
    r"(?:user|recipient|mailbox|account)\b.{0,60}\b(?:is )?(?:receiving|getting) (?:mail"
    r"|messages?)",
    r"recipient.{0,60}(?:thread|rate|receive|per hour).{0,30}limit",
    r"mailbox (?:is )?(?:busy|locked|in use)",
)
MAILBOX_FULL_WORDS = _any(
    r"(?:over|exceed\w*|out of|beyond) (?:(?:the|its|their|his|disk|mail|mailbox|storage|allowed"
    r"|temporarily) )*quota",
    r"quota (?:is )?(?:exceed|violat|full|reached)",
    r"quota usage exceeded",
    r"(?:mailbox|inbox|maildir|mailfolder|mail box)\b.{0,40}\b(?:full|over|out of storage)",
    r"full mailbox",
    r"storage (?:allocation|space|limit)",
    r"disk space limit",
    r"not enough (?:storage|space)|does not have enough space",
    r"too much mail data",  # docomo
    r"mailbox size limit",
)
RATE_WORDS = _any(
    r"too many (?:concurrent|simultaneous|connections?|messages|mails|e-?mails|recipients|errors"
    r"|requests|sessions|smtp|invalid recipients|bad recipients|unknown users)",
    r"rate[ -]?limit|limit(?:ed)? (?:the )?rate|unusual rate|rate of (?:unsolicited )?(?:mail"
    r"|messages)",
    r"throttl|too (?:fast|quickly|frequent)|slow(?:ing)? down|traffic|excessive (?:volume|rate"
    r"|number)",
    r"(?:unexpected|unusual|high) (?:volume|load)",
    r"temporarily deferred|deferred due to|permanently deferred",
    r"server (?:is )?(?:too )?busy|system (?:is )?busy|(?:load|system load) (?:is )?too high",
    r"sending limit|exceeded (?:the |your |permitted )?(?:message|mail|sending|hourly|daily"
    r"|connection|limits?\b)",
    r"connection (?:rate|count|limit)",
    r"(?:reached|exceeded) .{0,30}(?:daily|hourly|sending) limit",
)
# It is us whom they do not want: our address, host, network, proof, words or way of speaking.
SENDER_WORDS = _any(
    r"(?<!not )\blisted\b|black-?\s?list|block-?\s?list|deny-?\s?list|dnsbl|\brh?s?bls?\b",
    r"spamhaus|spamcop|barracuda|sorbs|proofpoint|senderbase|cloudmark",
    r"(?:your|sending|sender(?:'s)?|client|source|from) (?:server )?"
    r"(?:ip|host|network|mail server|server|domain|address|e-?mail|machine|hostname)",
    r"\bip (?:address|is|not|in|name)\b|\bip \[?\d|\bip=|\bips?\b.{0,20}(?:block|banned|denied"
    r"|reject)",
    r"client host|client was not|sender\b.{0,80}(?:reject|den|refus|block|not allowed|invalid"
    r"|verif|unknown|not exist|spam|bad|policy|banned|forged|authent)",
    r"(?:mail|messages?|e-?mail|connections?) from\b",
    r"reputation|\bspam|\bbulk\b|unsolicited|\bvirus|phish|content (?:filter|reject|block)"
    r"|suspicious",
    r"\bspf\b|\bdkim\b|\bdmarc\b|\bptr\b|\bhelo\b|\behlo\b|reverse (?:dns|lookup|name|mapping)"
    r"|\brdns\b",
    r"authenticat|authori[sz]|credentials|starttls|\btls\b|must issue",
    r"relay|open proxy|dynamic ip",
    r"polic|administrative prohibition|not accepted for|prohibited|rejected for|local rule",
    r"access (?:has been )?denied|access not allowed|\bbanned\b|\bblocked\b|not accepting"
    r"|refused to talk",
    r"domain .{0,40}(?:does not exist|not found|not resolve)|unresolvable",
    r"^(?:5\.\d\.\d )?[\w-]+\.[\w.-]+ does not exist",  # SoftBank of a sender's domain
    r"rfc.?\s?\d{3,4}|not (?:rfc )?compliant",
)
SIZE_WORDS = _any(
    r"(?:message|mail|e-?mail)(?: size)? (?:is )?(?:too (?:large|big|long)|exceed)",
    r"size (?:exceeds|limit)|exceeds size|line too long|too many hops|mail loop|message exceeded",
)
# docomo and au say "unknown" of people whose own filter keeps us out, too; "requested action not
# taken" is RFC 5321's sentence for "not found, no access, or rejected for policy reasons".
AMBIGUOUS_WORDS = _any(
    r"requested (?:mail )?action",
    r"^\s*:\s?user unknown",
    r"unknown user \S{1,64}@docomo\.ne\.jp",
    r"@(?:\w{1,20}\.)?(?:ezweb\.ne\.jp|au\.com)>?:? user unknown",
)
DEAD_WORDS = _any(
    r"(?:user|recipient|mailbox|address|account|addressee|alias)s?\b.{0,60}\b(?:unknown"
    r"|not (?:be )?"
    r"(?:found|known|exist|present|local|valid|active)|does(?: not|n't) exist|doesn't have"
    r"|no longer (?:valid|on server|available|active|accepts)|(?:is )?disabled|(?:is )?inactive"
    r"|unavai?lable|invalid|discontinued|suspended|terminated|closed)",
    r"(?:unknown|invalid|no such|non-?existent|bad|illegal|inactive|unrouteable|unroutable"
    r"|undeliverable"
    r"|no) (?:or illegal )?(?:local )?(?:user|recipient|mailbox|address|e-?mail|account|alias"
    r"|person"
    r"|addressee|rcpt|local-part)",
    r"no (?:one|body) (?:at|by|here|with)|no account by that name|no mail box|not a (?:known"
    r"|valid|local)",
    r"does not have an account|is not (?:a )?(?:known|valid|local)|badrcptto|recipientnotfound",
    r"nobody here|has moved|no longer on server|not listed in .{0,20}directory",
)
