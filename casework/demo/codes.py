"""The codes that prisons and probation hold against a person."""

from datetime import date, timedelta

from casework.demo.characters import Character, Paper, Tale, Whereabouts
from casework.demo.region import complete_to
from casework.demo.story import Story
from casework.models import PrisonAlert, ProbationRegistration
from rules.vocabulary import Feed

_INSIDE = frozenset(
    {Whereabouts.INSIDE, Whereabouts.RELEASE_UNTOLD, Whereabouts.RECALLED, Whereabouts.SWITCHED}
)
_PREVENTION = frozenset(paper for paper in Paper if paper.name.startswith("SCPO"))
_COMMON = ("XOCGN", "XC", "XRF")
_OF_TALES = {Tale.ALERT_XSC: "XSC", Tale.ALERT_XFO: "XFO", Tale.ALERT_DOCGM: "DOCGM"}
_REGISTER = "REG26"

OUTSIDE_EVERY_GROUP = frozenset({Tale.ALERT_DOCGM, Tale.REGISTER_26})
"""Those marked as of organised crime of whom no group is known."""


def be_marked(story: Story, character: Character) -> None:
    """Tell of the codes others hold: most stand for what is on record, a few for nothing."""
    if character.tale in _OF_TALES:
        _alert(story, _OF_TALES[character.tale])
    elif character.whereabouts in _INSIDE:
        if story.happens(0.6):
            _alert(story, story.one_of(_COMMON))
        if _PREVENTION.intersection(character.papers) and story.happens(0.7):
            _alert(story, "XSC")
        if character.papers and story.happens(0.3):
            _alert(story, "DOCGM")
    on_licence = Paper.LICENCE in character.papers and story.happens(0.5)
    if on_licence or character.tale is Tale.REGISTER_26:
        _register(story)


def _alert(story: Story, code: str) -> None:
    story.add(
        PrisonAlert,
        Feed.PRISON_RECORDS,
        alert_type="D" if code.startswith("D") else "X",
        alert_code=code,
        active=True,
        expired=False,
        observed_on=complete_to(Feed.PRISON_RECORDS, story.as_of) - story.days(1, 6),
    )


def _register(story: Story) -> None:
    seen_on: date = complete_to(Feed.PROBATION_REGISTERS, story.as_of)
    registered_on = seen_on - story.days(20, 170)
    story.add(
        ProbationRegistration,
        Feed.PROBATION_REGISTERS,
        code=_REGISTER,
        registered_on=registered_on,
        review_on=registered_on + timedelta(days=182),
        ended_on=None,
        observed_on=seen_on,
    )
