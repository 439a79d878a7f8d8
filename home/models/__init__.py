from home.models.announcement import Announcement
from home.models.base_page import BasePage
from home.models.files import CustomDocument, CustomImage, CustomRendition
from home.models.home_page import HomePage
from home.models.settings import BrandSettings
from home.models.standard_page import StandardPage

__all__ = [
    "Announcement",
    "BasePage",
    "BrandSettings",
    "CustomDocument",
    "CustomImage",
    "CustomRendition",
    "HomePage",
    "StandardPage",
]
