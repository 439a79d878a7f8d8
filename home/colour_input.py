"""Choosing a colour in /cms/: typed as a hex number, or picked where scripts run."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _

from home.palette import our_seed


class ColourInput(forms.TextInput):
    """A text field with the browser's own colour picker beside it. Empty stays possible, which a picker alone cannot say.

    seed: what is chosen (a key of home.palette.SEEDS); an empty field stands for our colour.
    """

    class Media:
        css = {"all": ["css/colour-input.css"]}
        js = ["js/colour-input.js"]

    def __init__(self, seed: str):
        self.seed = seed
        super().__init__({"maxlength": 7, "autocapitalize": "off", "spellcheck": "false"})

    def render(self, name, value, attrs=None, renderer=None):
        """The field, followed by the picker and a way back to our colour, both hidden until a script brings them to life."""
        ours = our_seed(self.seed)
        return format_html(
            '<span class="colour-input" data-colour-input="{}">{}<input type="color" value="{}" aria-label="{}" hidden>'
            '<button type="button" class="button button-small button-secondary" hidden>{}</button></span>',
            ours,
            super().render(name, value, {**(attrs or {}), "placeholder": ours}, renderer),
            value or ours,
            _("색 고르기"),
            _("처음 색으로"),
        )
