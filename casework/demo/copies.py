"""Certified copies of orders: one small invented document stands for all of them."""

import hashlib
from datetime import date

from casework.demo.story import FactMark, Story
from casework.models import Attachment

COPY = b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R
/Resources<</Font<</F1 5 0 R>>>>>> endobj
4 0 obj <</Length 82>> stream
BT /F1 12 Tf 72 770 Td (Certified copy of an invented order. No such case.) Tj ET
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
trailer <</Root 1 0 R>>
%%EOF
"""
"""The copy kept for every order that has one."""

COPY_DIGEST = hashlib.sha256(COPY).hexdigest()


def keep_copy(story: Story, order: FactMark, reference: str, made_on: date) -> None:
    """Tell of the certified copy of an order, kept on the person's record."""
    story.add(
        Attachment,
        digest=COPY_DIGEST,
        file_name=f"{reference}-order.pdf",
        media_type="application/pdf",
        dated_on=made_on,
        about_id=order,
        certified_copy=True,
    )
