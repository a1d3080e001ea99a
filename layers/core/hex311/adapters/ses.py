"""Mail through Amazon SES."""

from functools import cached_property
from typing import TYPE_CHECKING

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from hex311.ports import Mail, NotTaken

if TYPE_CHECKING:
    from mypy_boto3_sesv2 import SESV2Client


class MailNotTaken(NotTaken):
    """SES refused a mail, or could not be reached. Names the kind of fault only."""


class SesMessenger:
    """The `Messenger` port; raises `MailNotTaken`. Updates carry the one-click unsubscribe headers of RFC 8058."""

    def __init__(self, sender: str, configuration_set: str) -> None:
        self._sender = sender
        self._configuration_set = configuration_set

    @cached_property
    def _client(self) -> "SESV2Client":
        client: SESV2Client = boto3.client("sesv2")
        return client

    def send(self, mail: Mail) -> None:
        headers = (
            [
                {"Name": "List-Unsubscribe", "Value": f"<{mail.unsubscribe_url}>"},
                {"Name": "List-Unsubscribe-Post", "Value": "List-Unsubscribe=One-Click"},
            ]
            if mail.unsubscribe_url
            else []
        )
        content = {
            "Simple": {
                "Subject": {"Data": mail.subject, "Charset": "UTF-8"},
                "Body": {"Text": {"Data": mail.text, "Charset": "UTF-8"}},
                "Headers": headers,
            }
        }
        named = {"ConfigurationSetName": self._configuration_set} if self._configuration_set else {}
        try:
            self._client.send_email(
                FromEmailAddress=self._sender,
                Destination={"ToAddresses": [mail.to]},
                Content=content,  # type: ignore[arg-type]
                **named,  # type: ignore[arg-type]
            )
        except (ClientError, BotoCoreError) as error:
            # SES quotes addresses in its words, and whatever is raised here ends in a log: only the code goes on.
            code = error.response["Error"]["Code"] if isinstance(error, ClientError) else type(error).__name__
            raise MailNotTaken(code) from None
