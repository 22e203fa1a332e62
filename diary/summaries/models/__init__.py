from .sheet_choice import SheetChoice

__all__ = ["SheetChoice"]
