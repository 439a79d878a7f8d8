from ideas.models.answer import (
    Answer,
    AnswerKind,
    AnswerStatus,
    AnswerTemplate,
    AnswerVersion,
    Ground,
    PlainWord,
    PointAnswered,
    Verdict,
)
from ideas.models.attachment import Attachment, Photo
from ideas.models.comment import Comment
from ideas.models.gate import Gate, GateCrossing, GateMode, GateSet, Passage
from ideas.models.idea import Idea, IdeaTag, TaggedIdea
from ideas.models.pipeline_settings import PipelineSettings
from ideas.models.place import Category, District
from ideas.models.promise import DepartmentStanding, Holiday, Owner, Promise, PromiseKind
from ideas.models.recommendation import Recommendation
from ideas.models.routing import Cooperation, EditLock, HandOver, Objection, RoutingWord
from ideas.models.stage_names import StageNames
from ideas.models.trail import Role, Seal, TrailEntry
from ideas.models.twins import Distinction, Merge, PieceCount
from ideas.models.version import IdeaVersion
from ideas.models.view import IdeaView

__all__ = [
    "Answer",
    "AnswerKind",
    "AnswerStatus",
    "AnswerTemplate",
    "AnswerVersion",
    "Attachment",
    "Category",
    "Comment",
    "Cooperation",
    "DepartmentStanding",
    "Distinction",
    "District",
    "EditLock",
    "Gate",
    "GateCrossing",
    "GateMode",
    "GateSet",
    "Ground",
    "HandOver",
    "Holiday",
    "Idea",
    "IdeaTag",
    "IdeaVersion",
    "IdeaView",
    "Merge",
    "Objection",
    "Owner",
    "Passage",
    "Photo",
    "PieceCount",
    "PipelineSettings",
    "PlainWord",
    "PointAnswered",
    "Promise",
    "PromiseKind",
    "Recommendation",
    "Role",
    "RoutingWord",
    "Seal",
    "StageNames",
    "TaggedIdea",
    "TrailEntry",
    "Verdict",
]
