import gc

from digests.extract import read_text

TEXT = """PARIS (Halyard) - Norwegian Foreign Minister Petra Lund met British Foreign Secretary Aldous Finch in Paris on Friday.

“We agreed on a ceasefire,” Lund told reporters. Finch said he would fly to Oslo next week for talks with her.

Lund received an envoy of the United Nations earlier, her spokesman said."""


def test_a_text_that_was_read_leaves_nothing_to_the_collector():
    """What only the collector frees costs it a look through every object there is, now and then."""
    assert read_text(TEXT).meetings  # tables and memories are built by the first text
    gc.collect()
    gc.disable()
    try:
        assert read_text(TEXT).statements
        assert gc.collect() == 0
    finally:
        gc.enable()
