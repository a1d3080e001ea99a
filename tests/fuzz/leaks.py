"""What no answer and no log line may hold."""

from tests.fuzz.town import PRIVATE

#: Words of our machinery, which tell an attacker something and a resident nothing.
MACHINERY = ("Traceback", 'File "/', "botocore", "dynamodb", "arn:aws", "pynamo", "chalice", "hex311.usecases")


def leaks_in(public: str, log: str, any_answer: str) -> list[str]:
    """Rules that were broken by what strangers read (`public`), the log, and what anybody reads."""
    found = [f"personal data in a public answer: {word}" for word in PRIVATE if word in public]
    found += [f"personal data in the log: {word}" for word in PRIVATE if word in log]
    return found + [f"machinery in an answer: {word}" for word in MACHINERY if word in any_answer]
