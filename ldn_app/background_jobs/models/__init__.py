from .paper_batch import PaperBatch
from .paper_job import PaperJob
from .paper_piece import PaperPiece

__all__ = ["PaperBatch", "PaperJob", "PaperPiece"]
