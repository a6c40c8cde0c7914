"""A locked bucket in moto: what of attempts on it goes through, as JSON. Standard input: {"mode", "days", "policy"}."""

import json
import os
import sys

os.environ.update(AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x", AWS_DEFAULT_REGION="us-east-1")

import boto3
from botocore.exceptions import ClientError
from moto import mock_aws

said = json.load(sys.stdin)
BUCKET = "archive"


def attempt(call, **arguments):
    try:
        call(Bucket=BUCKET, **arguments)
        return "done"
    except ClientError as error:
        return error.response["Error"]["Code"]


with mock_aws():
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket=BUCKET, ObjectLockEnabledForBucket=True)
    rule = {"DefaultRetention": {"Mode": said["mode"], "Days": said["days"]}}
    lock = {"ObjectLockEnabled": "Enabled", "Rule": rule}
    s3.put_object_lock_configuration(Bucket=BUCKET, ObjectLockConfiguration=lock)
    version = s3.put_object(Bucket=BUCKET, Key="events/a", Body=b"a")["VersionId"]
    spare = s3.put_object(Bucket=BUCKET, Key="events/b", Body=b"b")["VersionId"]
    head = s3.head_object(Bucket=BUCKET, Key="events/a")
    one = {"Key": "events/a", "VersionId": version}
    results = {
        "mode": head["ObjectLockMode"],
        "days": (head["ObjectLockRetainUntilDate"] - head["LastModified"]).days,
        "delete": attempt(s3.delete_object, **one),
        "delete bucket": attempt(s3.delete_bucket),
        "bypass without policy": attempt(
            s3.delete_object, Key="events/b", VersionId=spare, BypassGovernanceRetention=True
        ),
    }
    if said["policy"] is not None:
        s3.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(said["policy"]))
    results["bypass"] = attempt(s3.delete_object, BypassGovernanceRetention=True, **one)
    results["hide"] = attempt(s3.delete_object, Key="events/a")
    s3.delete_bucket_policy(Bucket=BUCKET)
    results["kept"] = s3.get_object(Bucket=BUCKET, **one)["Body"].read().decode()

print(json.dumps(results))
