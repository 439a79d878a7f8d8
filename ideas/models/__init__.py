from ideas.models.attachment import Attachment, Photo
from ideas.models.comment import Comment
from ideas.models.idea import Idea, IdeaTag, TaggedIdea
from ideas.models.place import Category, District
from ideas.models.recommendation import Recommendation
from ideas.models.stage_names import StageNames
from ideas.models.version import IdeaVersion
from ideas.models.view import IdeaView

__all__ = [
    "Attachment",
    "Category",
    "Comment",
    "District",
    "Idea",
    "IdeaTag",
    "IdeaVersion",
    "IdeaView",
    "Photo",
    "Recommendation",
    "StageNames",
    "TaggedIdea",
]
