"""A missing object behind a distribution is 404 where the distribution may list the bucket.

ministack 1.5.33: answers 403 AccessDenied for every missing key.
AWS: 403 only without s3:ListBucket; with it, 404 NoSuchKey, which browsers and map libraries take for "nothing
here" instead of an error.
"""

from __future__ import annotations

from typing import Any

import ministack.services.s3 as s3
from ministack.core.iam_evaluator import EvalContext, evaluate_resource_policy
from ministack.core.responses import get_account_id, get_region

_fetch = s3.serve_cloudfront_origin_fetch


def _may_list(bucket: str, distribution_arn: str) -> bool:
    """Whether the bucket's policy lets this distribution list it."""
    owner = s3._bucket_owner_account(bucket) or get_account_id()
    policy = s3._bucket_policies.get_scoped(owner, None, bucket)
    if not policy or not distribution_arn:
        return False
    asked = EvalContext(
        principal_arn="*",
        principal_type="Service",
        principal_account="",
        action="s3:ListBucket",
        resource_arn=f"arn:aws:s3:::{bucket}",
        region=get_region(),
        service_context={"aws:sourcearn": distribution_arn},
    )
    return bool(evaluate_resource_policy(policy, asked, service="cloudfront.amazonaws.com").decision == "Allow")


def _fetch_or_say_missing(
    bucket_name: str, key: str, method: str, headers: dict[str, Any], source_arn: str = "", oai_id: str = ""
) -> Any:
    bucket = s3._ensure_bucket(bucket_name)
    if bucket is not None and key not in bucket["objects"] and _may_list(bucket_name, source_arn):
        return s3._error("NoSuchKey", "The specified key does not exist.", 404, f"/{bucket_name}/{key}")
    return _fetch(bucket_name, key, method, headers, source_arn, oai_id)


def apply() -> None:
    """Replace the function CloudFront fetches from buckets with."""
    s3.serve_cloudfront_origin_fetch = _fetch_or_say_missing
