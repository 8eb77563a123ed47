"""How much one request may carry. Said before a byte of it is read."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class CappedUploadHandler(FileUploadHandler):
    """Refuses a request that says it is too large, and one that turns out to be."""

    def __init__(self, request=None):
        super().__init__(request)
        self.seen = 0

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):  # noqa: N803 - Django's name
        if content_length > settings.UPLOAD_BYTES:
            raise RequestDataTooBig("The request is larger than UPLOAD_MB.")

    def receive_data_chunk(self, raw_data, start):
        self.seen += len(raw_data)
        if self.seen > settings.UPLOAD_BYTES:
            raise RequestDataTooBig("The request is larger than UPLOAD_MB.")
        return raw_data

    def file_complete(self, file_size):
        return None
