"""What a crew shows for any outcome of the demo city."""

from hex311.domain.work_report import Evidence

PHOTO = "0" * 32

PROOF = Evidence(sentence="The crew was there today.", photo_ids=(PHOTO,))

#: The same as parts of a body of `complete`.
SHOWN = {"sentence": PROOF.sentence, "photo_ids": [PHOTO]}
