"""How sure, what kind, which verdict: in words, never by a letter or a colour alone."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

EVIDENCE: Words = {
    "A": _("規制当局・添付文書・ガイドライン"),
    "B": _("複数の研究をまとめた評価"),
    "C": _("偽薬などとくらべた試験"),
    "D": _("人での研究(くらべる相手なし)"),
    "E": _("少ない人の経過の報告"),
    "F": _("試験管・動物での研究のみ"),
    "G": _("意見・宣伝のみ"),
}
KINDS: Words = {
    "rct": _("くじ引きで分けた試験"),
    "crossover-rct": _("くじ引きで順番を決めた試験"),
    "open-trial": _("くらべる相手のない試験"),
    "retrospective": _("診療記録をあとから見た研究"),
    "case-report": _("症例報告"),
    "review": _("総説"),
    "systematic-review": _("系統的レビュー"),
    "meta-analysis": _("メタ解析"),
    "guideline": _("ガイドライン"),
    "label": _("添付文書"),
    "law": _("法令"),
    "official": _("公的な資料"),
    "registry": _("登録情報"),
    "lab": _("実験室の研究"),
    "protocol": _("試験の計画"),
    "news": _("報道"),
    "secondary": _("二次資料"),
}
VERDICTS: Words = {
    "supported": _("裏づけがあります"),
    "partly": _("一部だけ裏づけがあります"),
    "unsupported": _("裏づけがありません"),
    "overstated": _("言いすぎです"),
    "wrong_reference": _("出典が合っていません"),
    "dangerous": _("そのまま信じると危険です"),
    "contradicted": _("研究の結果と合いません"),
    "dropped": _("このサイトでは使いません"),
}
TOPICS: Words = {
    "start": _("はじめに"),
    "studies": _("研究"),
    "care": _("飲むまえ・飲んでいるあいだ"),
    "japan": _("日本のきまり"),
    "diary": _("記録とデータ"),
    "doctors": _("医師・歯科医師・薬剤師の方へ"),
}


def verdict_words(verdict: str) -> str:
    return str(VERDICTS.get(verdict, verdict))
