from .pdf_file import PdfFile
from .pdf_job import PdfJob
from .sheet_choice import SheetChoice

__all__ = ["PdfFile", "PdfJob", "SheetChoice"]
