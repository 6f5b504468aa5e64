"""Valid facts with as little in them as a test needs to say. All people are invented."""

from datetime import UTC, date, datetime

TODAY = date(2026, 3, 16)
NOW = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)
