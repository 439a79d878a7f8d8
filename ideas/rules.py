"""Who may do what with ideas and comments; every permission of this app stands here."""

import rules
from django.utils import timezone

from accounts import roles
from ideas import deadlines, gates
from ideas.stages import AnswerState, Outcome, Stage

# What a proposer may ask to have looked at again, and what may flow once more.
REFUSED = (Outcome.NOT_ADOPTED, Outcome.HELD, Outcome.PARTLY_ADOPTED, Outcome.CONCLUDED)
SECOND_LIFE = (Outcome.NOT_ADOPTED, Outcome.HELD, Outcome.CONCLUDED, Outcome.TRANSFERRED)


@rules.predicate
def is_member(user):
    return user.is_authenticated and user.is_active


@rules.predicate
def takes_part(user):
    """The address is confirmed where the city asks for that; a draft can be kept without."""
    return user.may_take_part


@rules.predicate
def is_idea_office(user):
    return user.is_authenticated and user.is_active and (user.is_superuser or roles.IDEA_OFFICE in user.role_names)


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
def in_charge(user, idea):
    """The member holds a post today in the department that takes care of the idea, or stands in for somebody who does."""
    return idea is not None and idea.department_id is not None and user.is_active and idea.department_id in user.department_ids


@rules.predicate
def holds_a_post(user):
    return user.is_authenticated and user.is_active and bool(user.department_ids)


@rules.predicate
def was_asked(user, cooperation):
    """The member belongs to the department that was asked what it thinks."""
    return cooperation is not None and user.is_active and cooperation.department_id in user.department_ids


@rules.predicate
def bar_is_reached(user, idea):
    return idea is not None and gates.is_reached(idea)


@rules.predicate
def is_at_the_meeting(user, idea):
    """The realisation meeting decides; departments prepare, the idea office writes down what was decided."""
    return idea is not None and idea.stage == Stage.REALISATION


@rules.predicate
def awaits_supplement(user, idea):
    return idea is not None and idea.awaits_supplement


@rules.predicate
def awaits_re_review(user, idea):
    return idea is not None and idea.awaits_re_review


@rules.predicate
def is_merged(user, idea):
    """Merged, and not so long ago that it could not be undone."""
    if idea is None or idea.outcome != Outcome.MERGED or idea.merged_at is None:
        return False
    days = (timezone.localdate() - timezone.localdate(idea.merged_at)).days
    return days <= deadlines.settings_in_force().undo_merge_days


@rules.predicate
def may_be_reviewed_again(user, idea):
    """Within 15 days after the notice, once, by whoever proposed it (국민 제안 규정 §12)."""
    if idea is None or idea.outcome not in REFUSED or idea.decided_at is None or not idea.is_public:
        return False
    asked_before = idea.re_review_asked_at is not None and idea.re_review_asked_at > idea.decided_at
    days = (timezone.localdate() - timezone.localdate(idea.decided_at)).days
    return not asked_before and days <= deadlines.settings_in_force().re_review_ask_days


@rules.predicate
def may_live_again(user, idea):
    """Ended without being realised, so a second life is possible."""
    return idea is not None and idea.is_public and idea.outcome in SECOND_LIFE


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

# The pipeline. Nothing is decided or answered while an idea is hidden: nobody could read it.
is_out = ~is_draft
at_work = is_member & (is_idea_office | (in_charge & ~is_at_the_meeting)) & is_out
rules.add_perm("ideas.promote_idea", is_member & is_idea_office & is_open & bar_is_reached)
rules.add_perm("ideas.super_pass", is_member & is_idea_office & is_open & ~bar_is_reached)
rules.add_perm("ideas.send_to_working", is_member & is_idea_office & is_open & bar_is_reached)
rules.add_perm("ideas.put_on_agenda", is_member & is_idea_office & is_open)
rules.add_perm("ideas.decide_idea", is_member & is_idea_office & is_open)
rules.add_perm("ideas.judge_idea", at_work & is_open)
rules.add_perm("ideas.ask_supplement", at_work & is_open & ~awaits_supplement)
rules.add_perm("ideas.give_supplement", is_member & wrote_it & is_open & awaits_supplement)
rules.add_perm("ideas.merge_idea", is_member & is_idea_office & is_open)
rules.add_perm("ideas.undo_merge", is_member & is_idea_office & is_merged)
rules.add_perm("ideas.ask_re_review", is_member & wrote_it & may_be_reviewed_again & ~awaits_re_review)
rules.add_perm("ideas.settle_re_review", is_member & is_idea_office & awaits_re_review)
rules.add_perm("ideas.reopen_idea", is_member & is_idea_office & may_live_again & ~awaits_re_review)
rules.add_perm("ideas.answer_idea", at_work & stands_unwithdrawn)
rules.add_perm("ideas.route_idea", is_member & is_idea_office & is_out & stands_unwithdrawn)
rules.add_perm("ideas.object_to_routing", is_member & in_charge & is_open)
rules.add_perm("ideas.ask_department", at_work & is_open)
rules.add_perm("ideas.give_opinion", is_member & was_asked)
rules.add_perm("ideas.see_desk", is_member & (is_idea_office | holds_a_post))
rules.add_perm("ideas.run_pipeline", is_member & is_idea_office)
rules.add_perm("ideas.see_reports", is_member & (is_idea_office | holds_a_post))
