from django.db import models
from django.utils.translation import gettext_lazy as _


class AccessKind(models.TextChoices):
    """What somebody did with a shared diary, and what the patient reads of it in the log.

    Stored with each AccessEvent, so a value stays as it is for ever; the words may change. Views
    name their kind in the audience decorator. No kind depends on a URL name.
    """

    GRANT_TAKEN = "grant_taken", _("受け取った")
    GRANT_DECLINED = "grant_declined", _("ことわった")
    CLINIC_CLOSED = "clinic_closed", _("医療機関がアカウントを消したので、共有が終わった")
    READER_GONE = "reader_gone", _("相手がアカウントを消したので、共有が終わった")

    PATIENT_LISTED = "patient_listed", _("患者さんの一覧で見た")
    READER_SUMMARY = "reader_summary", _("診察のまとめを見た")
    READER_DAY = "reader_day", _("1日の記録を見た")
    READER_PDF = "reader_pdf", _("PDFを開いた")
    READER_PDF_ASKED = "reader_pdf_asked", _("PDFを作るよう頼んだ")
    READER_PDF_FETCHED = "reader_pdf_fetched", _("PDFを開いた")
    BATCH_FETCHED = "batch_fetched", _("PDFを開いた(ほかの方の分とまとめて)")

    VISITOR_ENTERED = "visitor_entered", _("番号を入れて開いた")
    VISITOR_SUMMARY = "visitor_summary", _("診察のまとめを見た")
    VISITOR_DAY = "visitor_day", _("1日の記録を見た")
    VISITOR_PDF = "visitor_pdf", _("PDFを開いた")
    VISITOR_PDF_ASKED = "visitor_pdf_asked", _("PDFを作るよう頼んだ")
    VISITOR_PDF_FETCHED = "visitor_pdf_fetched", _("PDFを開いた")

    COMMENTS_OPENED = "comments_opened", _("ひとことの欄を開いた")
    COMMENT_WRITTEN = "comment_written", _("ひとことを書いた")
    COMMENT_WITHDRAWAL = "comment_withdrawal", _("ひとことの欄を開いた")
    COMMENT_TAKEN_BACK = "comment_taken_back", _("ひとことを取り消した")

    LINK_OPENED = "link_opened", _("番号を入れてリンクを開いた")
    LINK_RECORD = "link_record", _("記録のファイルを受け取った")
    LINK_SUMMARY = "link_summary", _("診察のまとめ(PDF)を受け取った")
