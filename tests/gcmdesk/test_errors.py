import pytest

from gcmdesk.errors import Cancelled, KnownError, ResourceMissing


def test_an_error_reads_as_what_happened_and_what_to_do() -> None:
    error = KnownError("The disk is full.", "Free some space and try again.")
    assert str(error) == "The disk is full. Free some space and try again."
    assert (error.sentence, error.way_out) == ("The disk is full.", "Free some space and try again.")


def test_an_error_without_a_way_out_ends_with_its_sentence() -> None:
    assert str(KnownError("Stopped.")) == "Stopped."


@pytest.mark.parametrize("kind", [Cancelled, ResourceMissing])
def test_every_error_that_a_user_can_act_on_is_caught_as_one(kind: type[KnownError]) -> None:
    with pytest.raises(KnownError, match="sentence"):
        raise kind("sentence")
