"""Text messages through Amazon SNS."""

from functools import cached_property
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from hex311.ports import NotTaken

if TYPE_CHECKING:
    from mypy_boto3_sns import SNSClient


class SnsTexts:
    """The `Texts` port. Marked as transactional: the network may not put them behind advertising."""

    @cached_property
    def _client(self) -> "SNSClient":
        client: SNSClient = boto3.client("sns")
        return client

    def send_text(self, phone: str, text: str) -> None:
        try:
            self._client.publish(
                PhoneNumber=phone,
                Message=text,
                MessageAttributes={"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}},
            )
        except (ClientError, BotoCoreError) as error:
            # SNS quotes numbers in its words, and whatever is raised here ends in a log: only the code goes on.
            code = error.response["Error"]["Code"] if isinstance(error, ClientError) else type(error).__name__
            raise NotTaken(code) from None
