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

# 상상토론. A debate is read by whoever may read its idea; who moderates it runs it beside the idea office.


@rules.predicate
def debate_is_public(user, debate):
    """Shown, and so is its idea where it has one."""
    if debate is None or debate.visibility != "public":
        return False
    return debate.idea_id is None or debate.idea.is_public


@rules.predicate
def debate_runs(user, debate):
    return debate is not None and debate.is_running


@rules.predicate
def moderates(user, debate):
    return debate is not None and user.is_authenticated and debate.moderator_id == user.pk


@rules.predicate
def debate_is_closed(user, debate):
    return debate is not None and debate.is_closed


@rules.predicate
def argument_stands(user, argument):
    return argument is not None and argument.deleted_at is None and argument.visibility == "public"


@rules.predicate
def argument_is_debated(user, argument):
    """The debate of an argument runs now."""
    return argument is not None and argument.debate.is_running and debate_is_public(user, argument.debate)


@rules.predicate
def is_expert(user):
    return user.is_authenticated and user.is_active and roles.EXPERTS in user.role_names


@rules.predicate
def proposed_what_is_debated(user, argument):
    return argument is not None and argument.debate.idea_id is not None and argument.debate.idea.author_id == user.pk


rules.add_perm("ideas.read_debate", debate_is_public | is_moderator | is_idea_office)
rules.add_perm("ideas.open_debate", is_member & is_idea_office)
rules.add_perm("ideas.run_debate", is_member & (is_idea_office | moderates))
rules.add_perm("ideas.summarise_debate", is_member & (is_idea_office | moderates) & debate_is_closed)
rules.add_perm("ideas.take_stance", is_member & takes_part & debate_is_public & debate_runs)
rules.add_perm("ideas.argue", is_member & takes_part & debate_is_public & debate_runs)
rules.add_perm("ideas.delete_argument", is_member & wrote_it & argument_stands & argument_is_debated)
rules.add_perm("ideas.find_helpful", is_member & takes_part & argument_stands & argument_is_debated & ~wrote_it)
# Whether the debate still runs is another question, whose answer may change while somebody writes.
has_a_voice = is_member & (holds_a_post | is_idea_office | is_expert | proposed_what_is_debated)
rules.add_perm("ideas.have_a_voice", has_a_voice)
rules.add_perm("ideas.respond_to_argument", has_a_voice & takes_part & argument_stands & argument_is_debated & ~wrote_it)


# 상상누리단.
@rules.predicate
def sits_in_panel(user, panel):
    """A member of this panel while its term lasts."""
    if panel is None or not user.is_authenticated:
        return False
    today = timezone.localdate()
    return panel.starts_on <= today <= panel.ends_on and panel.memberships.filter(member=user, state="member").exists()


@rules.predicate
def was_asked_to_rate(user, review):
    return review is not None and user.is_authenticated and review.membership.member_id == user.pk


rules.add_perm("ideas.run_panel", is_member & is_idea_office)
rules.add_perm("ideas.apply_to_panel", is_member & takes_part)
rules.add_perm("ideas.use_panel_board", is_member & (sits_in_panel | is_idea_office))
rules.add_perm("ideas.rate_idea", is_member & was_asked_to_rate)
rules.add_perm("ideas.open_lift", is_member & (sits_in_panel | is_idea_office))
rules.add_perm("ideas.vote_on_lift", is_member & sits_in_panel)


# Meetings.
@rules.predicate
def meeting_is_public(user, meeting):
    return meeting is not None and meeting.state != "draft"


@rules.predicate
def meeting_is_unrecorded(user, meeting):
    """A published record stands; a cancelled meeting decides nothing."""
    return meeting is None or meeting.state in ("draft", "announced")


@rules.predicate
def meeting_is_coming(user, meeting):
    return meeting is not None and meeting.state == "announced" and not meeting.is_over


rules.add_perm("ideas.read_meeting", meeting_is_public | is_idea_office)
rules.add_perm("ideas.run_meeting", is_member & is_idea_office)
rules.add_perm("ideas.change_agenda", is_member & is_idea_office & meeting_is_unrecorded)
rules.add_perm("ideas.record_meeting", is_member & is_idea_office & meeting_is_unrecorded)
rules.add_perm("ideas.sign_up", is_member & takes_part & meeting_is_coming)
rules.add_perm("ideas.check_in", is_member & is_idea_office)


# Cards.
@rules.predicate
def looks_after_card(user, card):
    """The member holds a post in the card's department, or stands in for somebody who does."""
    return card is not None and card.department_id is not None and user.is_active and card.department_id in user.department_ids


@rules.predicate
def card_is_public(user, card):
    """Its idea is shown; nothing is built in public on one that nobody may read."""
    return card is not None and card.idea.is_public


rules.add_perm("ideas.read_card", card_is_public | is_moderator | is_idea_office)
rules.add_perm("ideas.keep_card", is_member & (is_idea_office | looks_after_card) & card_is_public)
rules.add_perm("ideas.finish_card", is_member & (is_idea_office | looks_after_card) & card_is_public)
rules.add_perm("ideas.transfer_card", is_member & is_idea_office & card_is_public)
rules.add_perm("ideas.join_cards", is_member & is_idea_office & card_is_public)
rules.add_perm("ideas.follow_idea", is_member & stands_unwithdrawn)
