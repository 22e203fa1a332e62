"""What the page says about the medicine: no sentence without a source and the day it was read."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHECKED_ON = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read. ``weak`` says why it should be read with care, if it should."""

    title: str | Promise
    doi: str = ""
    weak: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Fact:
    text: str | Promise
    sources: tuple[Source, ...]
    checked_on: date = CHECKED_ON


@dataclass(frozen=True, slots=True)
class Section:
    title: str | Promise
    facts: tuple[Fact, ...]


LABEL = Source(_("米国の添付文書(ナルトレキソン塩酸塩 50mg錠、2024年10月15日更新)"))
REVIEW = Source("Toljan & Vrooman, Med Sci 2018;6(4):82", doi="10.3390/medsci6040082")
FINAL = Source("Due Bruun et al., Lancet Rheumatol 2024", doi="10.1016/S2665-9913(23)00278-3")
INNOVA = Source(
    "Rodríguez-Freire et al., INNOVA (NCT04739995)",
    weak=_("要旨で確認しました。掲載誌はまだ確認していません"),
)
INNOVA_PROTOCOL = Source(
    "BMJ Open 2022;12(1):e055351 (INNOVA protocol)", doi="10.1136/bmjopen-2021-055351"
)
YOUNGER = Source("Younger et al., Arthritis Rheum 2013;65(2):529-538", doi="10.1002/art.37734")
POLO = Source("Polo et al., Fatigue 2019", doi="10.1080/21641846.2019.1692770")
OKELLY = Source(
    "O'Kelly et al., Brain Behav Immun Health 2022;24:100485", doi="10.1016/j.bbih.2022.100485"
)
ISMAN = Source(
    "Isman et al., Brain Behav Immun Health 2024;36:100733", doi="10.1016/j.bbih.2024.100733"
)
COCHRANE = Source("Cochrane Review 2018 (CD010410)", doi="10.1002/14651858.CD010410.pub3")
SURGERY = Source("Goel et al., Anesthesiology 2024", doi="10.1097/ALN.0000000000005040")
CODEINE = Source(
    _("時事メディカル(medical.jiji.com/news/7411)"),
    weak=_("2017年の製品数です。成分は変わることがあります"),
)
SECONDARY = Source(
    _("国内の雑誌記事の写しなど"), weak=_("公的な一覧での確認は、まだ済んでいません")
)
RELIEF = Source(_("毎日新聞 2019年5月29日"), weak=_("新聞記事での確認です"))

SECTIONS = (
    Section(
        _("どんな薬か"),
        (
            Fact(
                _("ナルトレキソンは、オピオイドという種類の薬のはたらきをさえぎる薬です。"),
                (LABEL,),
            ),
            Fact(
                _(
                    "ふつうの使い方では1日50mgです。低用量療法(LDN)では、"
                    "1mgから5mgくらいの量が報告されています。"
                ),
                (LABEL, REVIEW),
            ),
        ),
    ),
    Section(
        _("日本では未承認です"),
        (
            Fact(_("日本で承認されたナルトレキソンの製品は、見つかりませんでした。"), (SECONDARY,)),
            Fact(
                _("低い量での効能は、日本・米国・EUのどこでも承認されていません。"),
                (LABEL, SECONDARY),
            ),
            Fact(_("個人で輸入した薬は、医薬品副作用被害救済制度の対象になりません。"), (RELIEF,)),
        ),
    ),
    Section(
        _("効き目は、まだよく分かっていません"),
        (
            Fact(
                _(
                    "線維筋痛症では、大きいほうの2つの試験(99人と98人)で、"
                    "偽薬との差が確認されませんでした。"
                ),
                (FINAL, INNOVA, INNOVA_PROTOCOL),
            ),
            Fact(
                _(
                    "同じ病気の小さな試験(31人)では、痛みが偽薬より減りました。"
                    "疲れとねむりは、よくなりませんでした。"
                ),
                (YOUNGER,),
            ),
            Fact(
                _(
                    "ME/CFSとコロナ後遺症では、調べたかぎり、くらべる相手のない研究の結果しかありません。"
                    "薬の効き目かどうか、分かりません。"
                ),
                (POLO, OKELLY, ISMAN),
            ),
            Fact(
                _(
                    "クローン病では、小さな試験が2つ(あわせて46人)あるだけです。"
                    "はっきりした結論は出ていません。"
                ),
                (COCHRANE,),
            ),
            Fact(
                _("鮮明な夢は、飲んだ人の37%、偽薬の人の13%にありました(31人の試験)。"), (YOUNGER,)
            ),
        ),
    ),
    Section(
        _("ほかの薬と手術"),
        (
            Fact(
                _(
                    "オピオイドの痛み止めと、いっしょに使ってはいけません。"
                    "トラマドールも、このなかまに入ります。"
                ),
                (LABEL,),
            ),
            Fact(
                _(
                    "市販のかぜ薬やせき止めにも、コデインやジヒドロコデインという"
                    "オピオイドが入ったものがあります。2017年には、市販薬だけで約600品目ありました。"
                ),
                (CODEINE,),
            ),
            Fact(
                _(
                    "手術の前の飲み方については、低い量で調べた研究がありません。"
                    "手術や歯の治療が決まったら、すぐに担当の医師・歯科医師に伝えてください。"
                ),
                (SURGERY,),
            ),
        ),
    ),
)
