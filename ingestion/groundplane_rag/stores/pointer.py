"""Which generation answers, as an object in the bucket for documents: for indexes that cannot say it themselves."""

from __future__ import annotations

from typing import Any

from botocore.exceptions import ClientError

KEY = "index/current"


class Pointer:
    def __init__(self, s3: Any, bucket: str) -> None:
        self._s3 = s3
        self._bucket = bucket

    def read(self) -> str | None:
        try:
            return str(self._s3.get_object(Bucket=self._bucket, Key=KEY)["Body"].read().decode())
        except ClientError as error:
            if error.response["Error"]["Code"] in ("NoSuchKey", "404"):
                return None
            raise

    def write(self, generation: str) -> None:
        self._s3.put_object(Bucket=self._bucket, Key=KEY, Body=generation.encode())

    def must_not_be(self, generation: str) -> None:
        """Raises ValueError where the generation answers questions: it is not dropped then."""
        if self.read() == generation:
            raise ValueError(f"generation {generation} answers questions")
