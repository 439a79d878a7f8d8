from home.models.files import CustomDocument, CustomImage, CustomRendition

__all__ = ["CustomDocument", "CustomImage", "CustomRendition"]
