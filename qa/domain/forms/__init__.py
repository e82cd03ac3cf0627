"""Questionnaires as versioned data: what is asked, of whom, and what an answer means."""

from qa.domain.forms.loader import digest, load_form
from qa.domain.forms.model import AppliesTo, Form, Option, Question, Section, ShowIf

__all__ = [
    "AppliesTo",
    "Form",
    "Option",
    "Question",
    "Section",
    "ShowIf",
    "digest",
    "load_form",
]
