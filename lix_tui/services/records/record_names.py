"""Names of each type of record and of its lookup, by the endpoint that it is looked up with.

This module loads nothing: the first frame shows some of these names.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class RecordNames(NamedTuple):
    """Names of one type of record."""

    noun: str
    """Name in sentences: 'profile'."""
    label: str
    """Name beside the key that opens it: 'Profile'."""
    link_label: str
    """Name in a list of related records: 'The profile'."""
    plural: str
    """Lookups of several: 'profiles'."""
    one: str
    """One lookup with its number: '1 profile'."""
    several: str
    """Several lookups, with a place for their number."""
    short: str
    """Name in notes beside other lookups: 'profile'."""
    value: str
    """Type of the value that is looked up: 'person', 'organisation', 'job', 'post', 'email',
    'website'."""


NAMES: Mapping[str, RecordNames] = {
    "person": RecordNames(
        "profile", "Profile", "The profile", "profiles", "1 profile", "{:,} profiles", "profile",
        "person",
    ),
    "organisation": RecordNames(
        "organisation", "Company", "The company", "organisations", "1 organisation",
        "{:,} organisations", "organisation", "organisation",
    ),
    "job": RecordNames("job", "Job", "The posting", "jobs", "1 job", "{:,} jobs", "job", "job"),
    "post": RecordNames(
        "post", "Post", "The post", "posts", "1 post", "{:,} posts", "post", "post"
    ),
    "hirers": RecordNames(
        "hirers", "Hirers", "Who hires", "hirers of jobs", "hirers of 1 job", "hirers of {:,} jobs",
        "hirers", "job",
    ),
    "email": RecordNames(
        "email address", "Email", "The email address", "email addresses of people",
        "the email address of 1 person", "email addresses of {:,} people", "email", "person",
    ),
    "person_by_email": RecordNames(
        "owner of the address", "Person", "The owner of the address",
        "people by their email address", "1 person by email address",
        "{:,} people by email address", "profile", "email",
    ),
    "person_with_email": RecordNames(
        "profile by email address", "Profile", "The profile with the address",
        "profiles by email address", "1 profile by email address",
        "{:,} profiles by email address", "profile", "email",
    ),
    "person_ids": RecordNames(
        "ids", "Ids", "The ids", "ids of people", "ids of 1 person", "ids of {:,} people", "ids",
        "person",
    ),
    "organisation_ids": RecordNames(
        "ids", "Ids", "The ids", "ids of organisations", "ids of 1 organisation",
        "ids of {:,} organisations", "ids", "organisation",
    ),
    "organisations_by_website": RecordNames(
        "companies by website", "Company", "The company by website", "organisations by website",
        "1 organisation by website", "{:,} organisations by website", "website", "website",
    ),
    "person_extended": RecordNames(
        "Top Voice status", "Top Voice", "The Top Voice status", "Top Voice status of people",
        "the Top Voice status of 1 person", "Top Voice status of {:,} people", "Top Voice",
        "person",
    ),
    "person_employment": RecordNames(
        "employment", "Employment", "The employment", "employment of people",
        "the employment of 1 person", "employment of {:,} people", "employment", "person",
    ),
}  # fmt: skip
