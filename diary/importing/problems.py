"""Why a file cannot be taken in; every reason carries a sentence that says what to do."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


class FileProblem(Exception):
    """The file as a whole cannot be taken in; ``str()`` gives the Japanese sentence."""

    sentence = _("このファイルは読めませんでした。ファイルを確かめて、もう一度選んでください。")

    def __str__(self) -> str:
        return str(self.sentence)


class FoundByWorker(FileProblem):
    """What a worker said about a large file."""

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self.sentence = sentence


class FileTooLarge(FileProblem):
    sentence = _(
        "ファイルが大きすぎます。10MBまでです。"
        "この記録ノートのファイルなら、zipでダウンロードしたものを選んでください。"
    )


class UnpackedTooLarge(FileProblem):
    sentence = _(
        "zipの中身が大きすぎるか、数が多すぎます。"
        "この記録ノートでダウンロードしたzipを、そのまま選んでください。"
    )


class TooMuchInFile(FileProblem):
    sentence = _(
        "ファイルの中の記録の数が多すぎます。"
        "この記録ノートでダウンロードしたファイルを、そのまま選んでください。"
    )


class CsvIsBroken(FileProblem):
    sentence = _(
        "zipの中のCSVがこわれています。"
        "この記録ノートでダウンロードしたzipを、直さずに選んでください。"
    )


class FileEmpty(FileProblem):
    sentence = _("ファイルが空でした。中身のあるファイルを選んでください。")


class IsPicture(FileProblem):
    sentence = _(
        "写真や画像のファイルでした。記録は読みとれません。JSON、zip、CSVのどれかを選んでください。"
    )


class IsDocument(FileProblem):
    sentence = _(
        "PDFのファイルでした。記録は読みとれません。JSON、zip、CSVのどれかを選んでください。"
    )


class IsWorkbook(FileProblem):
    sentence = _(
        "Excelのファイルでした。Excelで開いて「CSV UTF-8」の形で保存してから、選んでください。"
    )


class ZipIsLocked(FileProblem):
    sentence = _("パスワードのかかったzipでした。パスワードのないzipを選んでください。")


class ZipIsBroken(FileProblem):
    sentence = _("zipがこわれています。もう一度ダウンロードしてから、選んでください。")


class ZipOfOthers(FileProblem):
    sentence = _(
        "この記録ノートのzipではありませんでした。"
        "ほかのアプリのzipは、開いて、中のCSVをひとつ選んでください。"
    )


class UnknownEncoding(FileProblem):
    sentence = _(
        "文字の種類がわかりませんでした。"
        "表計算ソフトで開いて「CSV UTF-8」の形で保存してから、選んでください。"
    )


class JsonIsBroken(FileProblem):
    sentence = _(
        "JSONのファイルが、とちゅうで切れているか、こわれています。"
        "もう一度ダウンロードしてから、選んでください。"
    )


class JsonOfOthers(FileProblem):
    sentence = _(
        "この記録ノートのJSONではありませんでした。"
        "ほかのアプリの記録は、CSVで取り出してから選んでください。"
    )


class FromTheFuture(FileProblem):
    sentence = _("このファイルは、もっと新しい版の記録ノートで作られています。ここでは読めません。")


class ColumnsMissing(FileProblem):
    sentence = _(
        "ファイルの列が足りません。"
        "この記録ノートでダウンロードしたファイルを、直さずに選んでください。"
    )


class NoTable(FileProblem):
    sentence = _(
        "表として読めませんでした。1行目に列の名前、2行目から記録があるCSVを選んでください。"
    )


class TableTooLarge(FileProblem):
    sentence = _("列か行が多すぎます。列は60まで、行は2万までです。分けてから選んでください。")


class TooManyBrokenLines(FileProblem):
    sentence = _(
        '「"」の数が合わない行が多すぎて、表として読めませんでした。'
        "表計算ソフトで開いて「CSV UTF-8」の形で保存してから、選んでください。"
    )


class NotWaitingAnyMore(FileProblem):
    sentence = _("待っているファイルが、かわりました。もう一度ファイルを選んでください。")


class CouldNotBeWritten(FileProblem):
    """The record changed at the same moment, or the database refused a row: nothing was written."""

    sentence = _("取り込めませんでした。何も書きこんでいません。もう一度確かめてください。")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One row that cannot be taken in. ``where``: the words for its place in the file."""

    where: str
    sentence: str
