"""From the outbox to the bus: the only publisher of events."""

from collections.abc import Sequence

from hex311.domain.city_events import CityEvent
from hex311.domain.events import Event
from hex311.ports import Ports


def relay_events(ports: Ports, events: Sequence[Event | CityEvent]) -> None:
    """Publish events in the order given; `TransientFault` when the bus did not take all of them.

    Publishing twice is harmless: every consumer reads the case and does what is missing. The history of imported
    cases that were closed long ago is not published: nobody has to act on it, and there are years of it.
    """
    news = [event for event in events if not event.is_history]
    if news:
        ports.bus.publish(news)
