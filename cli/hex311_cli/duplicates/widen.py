"""When the functions of a running city go by a new version."""

from hex311.adapters.dynamodb.catalogue import POINTER_SECONDS

#: After this every function has read the new pointer.
SETTLED_S = POINTER_SECONDS + 5
