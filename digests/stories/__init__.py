"""Stories: which articles tell the same event, decided from the event's own people, place and day.

`signature` takes from an article what later articles are compared with; `place` gives a new one its story. Both
are pure: the same input gives the same story, in whatever process it runs.
"""

from digests.stories.placing import Known, Placement, place, place_all
from digests.stories.signature import MeetingMark, Signature, signature

__all__ = ["Known", "MeetingMark", "Placement", "Signature", "place", "place_all", "signature"]
