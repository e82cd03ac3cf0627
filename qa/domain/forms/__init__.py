"""Questionnaires as versioned data: what is asked, of whom, and what an answer means."""

from qa.domain.forms.loader import digest, load_form, text_of
from qa.domain.forms.model import AppliesTo, Form, Option, Question, Section, ShowIf
from qa.domain.forms.released import form_text, released_digests, released_forms
from qa.domain.forms.succession import check_successor

__all__ = [
    "AppliesTo",
    "Form",
    "Option",
    "Question",
    "Section",
    "ShowIf",
    "check_successor",
    "digest",
    "form_text",
    "load_form",
    "released_digests",
    "released_forms",
    "text_of",
]
