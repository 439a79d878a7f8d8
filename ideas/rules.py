"""Who may do what with ideas and comments; every permission of this app stands here."""

import rules

from accounts import roles
from ideas.stages import AnswerState, Stage


@rules.predicate
def is_member(user):
    return user.is_authenticated and user.is_active


@rules.predicate
def takes_part(user):
    """The address is confirmed where the city asks for that; a draft can be kept without."""
    return user.may_take_part


@rules.predicate
def is_idea_office(user):
    return user.is_authenticated and (user.is_superuser or roles.IDEA_OFFICE in user.role_names)


@rules.predicate
def is_moderator(user):
    return user.is_authenticated and (user.is_superuser or roles.MODERATORS in user.role_names)


@rules.predicate
def wrote_it(user, thing):
    return thing is not None and user.is_authenticated and thing.author_id == user.pk


@rules.predicate
def is_draft(user, idea):
    return idea is not None and idea.stage == Stage.DRAFT


@rules.predicate
def is_public(user, idea):
    return idea is not None and idea.is_public


@rules.predicate
def stands_unwithdrawn(user, idea):
    return idea is not None and idea.is_public and not idea.is_withdrawn


@rules.predicate
def is_open(user, idea):
    """The idea is public and still on its way; nothing can be added to one that has ended."""
    return idea is not None and idea.is_public and idea.stage != Stage.CLOSED


@rules.predicate
def wording_is_free(user, idea):
    """Nothing has been answered or judged yet, so the wording may still change."""
    return (
        idea is not None
        and idea.stage in (Stage.DRAFT, Stage.PROPOSED)
        and idea.answer_state in (AnswerState.NONE, AnswerState.AWAITING)
    )


@rules.predicate
def takes_comments(user, idea):
    """Everything public except what its author withdrew can be talked about."""
    return idea is not None and idea.is_public and not idea.is_withdrawn


@rules.predicate
def comment_stands(user, comment):
    return comment is not None and not comment.is_deleted and comment.visibility == "public"


rules.add_perm("ideas.write_idea", is_member)
# What somebody is still writing is nobody else's business, not even of those who moderate.
rules.add_perm("ideas.read_idea", is_public | wrote_it | (~is_draft & (is_moderator | is_idea_office)))
# What was withdrawn is gone for readers: its documents and earlier wordings too, though the page stays.
rules.add_perm("ideas.read_wording", stands_unwithdrawn | wrote_it | (~is_draft & (is_moderator | is_idea_office)))
rules.add_perm("ideas.publish_idea", is_member & takes_part & wrote_it & is_draft)
rules.add_perm("ideas.edit_idea", is_member & wrote_it & wording_is_free)
rules.add_perm("ideas.discard_draft", is_member & wrote_it & is_draft)
rules.add_perm("ideas.withdraw_idea", is_member & wrote_it & is_open)
rules.add_perm("ideas.recommend_idea", is_member & takes_part & is_open)
rules.add_perm("ideas.comment_on_idea", is_member & takes_part & takes_comments)
rules.add_perm("ideas.edit_comment", is_member & wrote_it & comment_stands)
rules.add_perm("ideas.delete_comment", is_member & wrote_it & comment_stands)
