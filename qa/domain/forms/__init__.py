"""Questionnaires as versioned data: what is asked, of whom, and what an answer means."""

from qa.domain.forms.loader import digest, load_form
from qa.domain.forms.model import AppliesTo, Form, Option, Question, Section, ShowIf
from qa.domain.forms.released import form_text, released_digests, released_forms

__all__ = [
    "AppliesTo",
    "Form",
    "Option",
    "Question",
    "Section",
    "ShowIf",
    "digest",
    "form_text",
    "load_form",
    "released_digests",
    "released_forms",
]
