"""How an uploaded file comes in: counted while it is read, and never written to disk.

Django's own handlers would put larger files into the folder for temporary files, where a record
has no business.
"""

import io

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MOST_BYTES = 10 * 1024 * 1024


class InMemoryWithinLimit(FileUploadHandler):
    """Keeps a file in memory up to MOST_BYTES. Beyond, the rest is read and thrown away, and
    ``request.file_too_large`` is set: whatever length the browser named, what arrives counts."""

    _received = 0  # of all files of the request

    def new_file(self, *args, **kwargs) -> None:
        super().new_file(*args, **kwargs)
        self._content = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._received += len(raw_data)
        if self._received > MOST_BYTES:
            self._content.close()
            if self.request is not None:
                self.request.file_too_large = True
            raise StopUpload(connection_reset=False)
        self._content.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self._content.seek(0)
        return InMemoryUploadedFile(
            self._content,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )
