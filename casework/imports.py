"""Imports from beginning to end: files in order, in batches, safe to stop and to repeat."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError
from sqlalchemy.exc import DataError, IntegrityError

from casework.clock import london_day
from casework.desk import Desk
from casework.errors import DayRefusedError, ImportStoppedError
from casework.forms.order_map import OrderMap, read_order_map
from casework.forms.plain_text import sentences
from casework.forms.prisoner_record import PrisonerRecord
from casework.importing.csv_rows import ReadRow, read_rows
from casework.importing.files import digest_of
from casework.importing.json_records import read_records
from casework.importing.order_groups import OrderGroup, read_groups
from casework.importing.prisoners import Extract
from casework.importing.rows import Row, batches, rejected
from casework.services import import_prisoners as prisoners
from casework.services.declare_complete import declare_complete, refuse_unended
from casework.services.import_establishments import import_establishments as take_establishments
from casework.services.import_establishments import try_establishments
from casework.services.import_orders import import_orders as take_orders
from casework.services.import_orders import try_orders
from casework.services.keep_receipt import first_taken_in, keep_receipt
from casework.views.imports import FileSummary, ImportSummary, RowOutcome
from rules.days import say
from rules.vocabulary import Feed
