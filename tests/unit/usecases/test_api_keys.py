"""Keys of app makers: told once, kept as hashes, bounded, revocable."""

from typing import Any

import pytest

from hex311.domain.api_key import Scope, key_id
from hex311.domain.errors import BadInput, Forbidden, NotFound, TooMany
from hex311.usecases.api_keys import check_key, issue_key, list_keys, quota, revoke_key


def test_a_key_works_for_its_scope_and_only_its_hash_is_kept(city: Any) -> None:
    key, kept = issue_key(city, "see-click", ["submit"], 10, "staff:1")
    assert check_key(city, key, Scope.SUBMIT) == kept
    assert kept.id == key_id(key)
    assert key not in repr(list_keys(city))
    with pytest.raises(Forbidden):
        check_key(city, key, Scope.UPDATE)


@pytest.mark.parametrize("secret", ["", "x", "hex311_unknown", "á" * 40])
def test_unknown_keys_are_refused(city: Any, secret: str) -> None:
    with pytest.raises(Forbidden):
        check_key(city, secret, Scope.SUBMIT)


def test_a_revoked_key_is_refused_and_revoking_again_changes_nothing(city: Any) -> None:
    key, kept = issue_key(city, "see-click", ["submit", "update"], 10, "staff:1")
    revoked = revoke_key(city, kept.id[:16])
    assert revoke_key(city, kept.id[:16]) == revoked
    assert [one.revoked_at for one in list_keys(city)] == [city.now()]
    with pytest.raises(Forbidden):
        check_key(city, key, Scope.SUBMIT)


@pytest.mark.parametrize("start", ["", "0", "0123456789"])
def test_only_one_known_key_can_be_revoked(city: Any, start: str) -> None:
    issue_key(city, "see-click", ["submit"], 10, "staff:1")
    with pytest.raises(NotFound):
        revoke_key(city, start)


@pytest.mark.parametrize(
    ("name", "scopes", "per_hour"),
    [("", ["submit"], 1), ("Big Name", ["submit"], 1), ("ok", [], 1), ("ok", ["root"], 1), ("ok", ["submit"], 0)],
)
def test_odd_keys_are_not_made(city: Any, name: str, scopes: list[str], per_hour: int) -> None:
    with pytest.raises(BadInput):
        issue_key(city, name, scopes, per_hour, "staff:1")
    assert list_keys(city) == []


def test_a_key_has_its_hour(city: Any) -> None:
    _, kept = issue_key(city, "see-click", ["submit"], 2, "staff:1")
    for _ in range(2):
        city.limits.count(quota(city, kept))
    with pytest.raises(TooMany):
        city.limits.count(quota(city, kept))
    city.clock += 3_600
    city.limits.count(quota(city, kept))
