"""The column ``page`` of the access log in an export.

Version 1 of the format has the URL names of the time in it, with the day after a space. The log
has had kinds since; the file stays as readers of the format know it.
"""

from datetime import date

from ldn_app.access.models import AccessKind

PAGE_OF = {
    AccessKind.GRANT_TAKEN: "grant:taken",
    AccessKind.GRANT_DECLINED: "grant:declined",
    AccessKind.CLINIC_CLOSED: "grant:clinic_closed",
    AccessKind.READER_GONE: "grant:reader_gone",
    AccessKind.PATIENT_LISTED: "shared:grants",
    AccessKind.READER_SUMMARY: "shared:sheet",
    AccessKind.READER_DAY: "shared:day",
    AccessKind.READER_PDF: "shared:pdf",
    AccessKind.READER_PDF_ASKED: "shared:ask",
    AccessKind.READER_PDF_FETCHED: "shared:job_file",
    AccessKind.BATCH_FETCHED: "shared:batch_file",
    AccessKind.VISITOR_ENTERED: "room:enter",
    AccessKind.VISITOR_SUMMARY: "room:sheet",
    AccessKind.VISITOR_DAY: "room:day",
    AccessKind.VISITOR_PDF: "room:pdf",
    AccessKind.VISITOR_PDF_ASKED: "room:ask",
    AccessKind.VISITOR_PDF_FETCHED: "room:job_file",
    AccessKind.COMMENTS_OPENED: "comments:shared",
    AccessKind.COMMENT_WRITTEN: "comment:written",
    AccessKind.COMMENT_WITHDRAWAL: "comments:withdraw",
    AccessKind.COMMENT_TAKEN_BACK: "comment:taken_back",
    AccessKind.LINK_OPENED: "shl:manifest",
    AccessKind.LINK_RECORD: "shl:record",
    AccessKind.LINK_SUMMARY: "shl:summary",
}


def page_of(kind: str, day: date | None) -> str:
    """ "shared:day 2026-11-21". A stored text that is no kind is written as it is."""
    page = PAGE_OF.get(kind, kind)
    return page if day is None else f"{page} {day.isoformat()}"
