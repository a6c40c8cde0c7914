"""
One run at a time, for indexes that have no lock of their own: an object in the bucket that is made only where there is none, and renewed
while its run lives. A run that finds one waits: renewed meanwhile, somebody is at work; not renewed, whoever made it is dead.
"""

from __future__ import annotations

import logging
import os
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.exceptions import ClientError

from .stores import Busy

KEY = "index/running"
RENEWALS = 4
log = logging.getLogger(__name__)


@contextmanager
def lease(s3: Any, bucket: str, seconds: float) -> Iterator[None]:
    """Holds the lease of a bucket; a holder that says nothing for `seconds` is dead. Raises Busy where another run is at work."""
    held = _Held(s3, bucket, _take(s3, bucket, seconds), seconds)
    try:
        yield
    finally:
        held.release()


class _Held:
    def __init__(self, s3: Any, bucket: str, tag: str, seconds: float) -> None:
        self._s3, self._bucket, self._tag, self._pause = s3, bucket, tag, seconds / RENEWALS
        self._over = threading.Event()
        self._renewing = threading.Thread(target=self._renew, daemon=True)
        self._renewing.start()

    def release(self) -> None:
        self._over.set()
        self._renewing.join()
        self._s3.delete_object(Bucket=self._bucket, Key=KEY)

    def _renew(self) -> None:
        failed = 0
        while not self._over.wait(self._pause):
            try:
                self._tag = _put(self._s3, self._bucket, IfMatch=self._tag)
                failed = 0
            except Exception as error:
                failed += 1
                log.warning("the lease was not renewed: %s", type(error).__name__)
                if failed >= RENEWALS or _refused(error):
                    # another run may take it for dead and begin: two must not write
                    log.error("the lease is lost")
                    os._exit(1)


def _take(s3: Any, bucket: str, seconds: float) -> str:
    seen, since = None, time.monotonic()
    while True:
        try:
            return _put(s3, bucket, IfNoneMatch="*")
        except ClientError as error:
            if not _refused(error):
                raise
        tag = _tag(s3, bucket)
        if tag is None:
            continue
        if seen not in (None, tag):
            raise Busy("another run is at work")
        seen = tag
        if time.monotonic() - since > seconds:
            try:
                return _put(s3, bucket, IfMatch=tag)
            except ClientError as error:
                if _refused(error):
                    raise Busy("another run is at work") from error
                raise
        time.sleep(seconds / RENEWALS)


def _put(s3: Any, bucket: str, **condition: str) -> str:
    return str(s3.put_object(Bucket=bucket, Key=KEY, Body=uuid.uuid4().hex.encode(), **condition)["ETag"])


def _tag(s3: Any, bucket: str) -> str | None:
    try:
        return str(s3.head_object(Bucket=bucket, Key=KEY)["ETag"])
    except ClientError as error:
        if error.response["Error"]["Code"] in ("404", "NoSuchKey"):
            return None
        raise


def _refused(error: Exception) -> bool:
    # 409: somebody else wrote at the same moment
    return isinstance(error, ClientError) and error.response["Error"]["Code"] in (
        "PreconditionFailed",
        "ConditionalRequestConflict",
        "412",
        "409",
        "404",
        "NoSuchKey",
    )
