"""What this app adds to /cms/."""

from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.permissions import register_permission_policy

from ideas.lifecycle import STEPS
from ideas.models import Category, District, Idea
from ideas.step_words import STEP_WORDS
from ideas.viewsets import IdeasGroup, KeptForever, ReadOnly

register_permission_policy(Idea, ReadOnly(Idea))
register_permission_policy(Category, KeptForever(Category))
register_permission_policy(District, KeptForever(District))


@hooks.register("register_log_actions")
def register_steps(actions):
    """Each step of the lifecycle leaves a line in the history of its idea; the reason is shown beside it."""
    for name in STEPS:

        @actions.register_action(f"ideas.{name}")
        class StepFormatter(LogFormatter):
            label, message = STEP_WORDS[name]

            def format_comment(self, log_entry):
                return log_entry.data.get("reason", "")


@hooks.register("register_admin_viewset")
def ideas_and_lists():
    """The menu entry with ideas, categories and districts."""
    return IdeasGroup()
