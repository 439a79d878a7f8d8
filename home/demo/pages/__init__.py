"""The pages of the demo city."""

from home.demo.pages import guide, promises, proud

SHEETS = (*guide.SHEETS[:1], *proud.SHEETS, *guide.SHEETS[1:], *promises.SHEETS)
