"""The rulebook of this release with its calendar, made once for all tests of rules."""

from casework.calendars import build_calendar
from rules.book import Rulebook

BOOK = Rulebook(calendar=build_calendar())
