"""Telephone numbers as people and telephone systems write them."""

#: Shorter than this is no number of anybody, and longer is none of this world (ITU E.164 ends at 15 digits).
LEAST_DIGITS, MOST_DIGITS = 5, 18


def digits_of(number: str) -> str:
    return "".join(sign for sign in number if sign.isascii() and sign.isdigit())


def is_number(number: str) -> bool:
    """Whether this can be somebody's number."""
    return LEAST_DIGITS <= len(digits_of(number)) <= MOST_DIGITS


def spellings(number: str, calling_code: str) -> tuple[str, ...]:
    """All ways in which one number may have been left with a report: `+1 555 010 0142`, `1 555 010 0142`,
    `555 010 0142`, `00...` and `0...`, digits and plus only. `calling_code` is the country's, without it (empty)
    only what was written is looked for."""
    digits = digits_of(number)
    has_plus = number.strip().startswith("+")
    if not calling_code:
        return (f"+{digits}",) if has_plus else (digits,)
    if not has_plus and digits.startswith("00"):
        digits, has_plus = digits[2:], True
    if has_plus:
        if not digits.startswith(calling_code):
            return (f"+{digits}", f"00{digits}", digits)  # a number abroad
        national = digits.removeprefix(calling_code)
    else:
        national = digits.lstrip("0") if digits.startswith("0") else digits
        # whoever leaves the plus out: only a number too long to be national begins with the country's code
        if national == digits and len(digits) > NATIONAL_DIGITS and digits.startswith(calling_code):
            national = digits.removeprefix(calling_code)
    full = f"{calling_code}{national}"
    return tuple(dict.fromkeys((national, full, f"+{full}", f"00{full}", f"0{national}")))


#: A national number has at most so many digits where people tend to write the country's code without a plus.
NATIONAL_DIGITS = 10
