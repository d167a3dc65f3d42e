from __future__ import annotations

from lix_tui.linkedin.filters import Filter, FilterValue
from lix_tui.linkedin.sales import LeadSearch
from tests.support.search_edits import flipped, with_value, without_value

LEADS = "https://www.linkedin.com/sales/search/people"


def repeated(*filters: str) -> LeadSearch:
    return LeadSearch.read(f"{LEADS}?query=(filters%3AList({'%2C'.join(filters)}))")


def test_a_type_that_stands_there_twice_is_edited_where_it_stands() -> None:
    def region(*values: str) -> str:
        return f"(type%3AREGION%2Cvalues%3AList({'%2C'.join(values)}))"

    one, two, three, new = (f"(id%3A{n}%2CselectionType%3AINCLUDED)" for n in (1, 2, 3, 9))
    other = "(type%3AGROUP%2Cvalues%3AList((id%3A7)))"
    search = repeated(region(one), other, region(two, three))
    found = search.filter("REGION")
    assert found is not None
    assert [value.id for value in found.values] == ["1", "2", "3"]
    assert search.with_filter(found) is search
    added = with_value(search, "REGION", FilterValue("9"))
    assert added.url == repeated(region(one, new), other, region(two, three)).url
    assert without_value(search, "REGION", FilterValue("3")).url == (
        repeated(region(one), other, region(two)).url
    )
    assert without_value(search, "REGION", FilterValue("1")).url == (
        repeated(other, region(two, three)).url
    )
    assert (
        flipped(search, "REGION", FilterValue("2")).url
        == repeated(region(one), other, region(two.replace("INCLUDED", "EXCLUDED"), three)).url
    )
    assert search.without_filter("REGION").url == repeated(other).url


def test_what_is_no_value_stays_beside_the_values() -> None:
    def region(*values: str) -> str:
        return f"(type%3AREGION%2Cvalues%3AList({'%2C'.join(values)}))"

    one, two, new = (f"(id%3A{n}%2CselectionType%3AINCLUDED)" for n in (1, 2, 9))
    odd = "(urn%3Ax%2Ccoming%3Asoon)"
    search = repeated(region(one, odd, two))
    assert with_value(search, "REGION", FilterValue("9")).url == (
        repeated(region(one, odd, two, new)).url
    )
    assert without_value(search, "REGION", FilterValue("1")).url == repeated(region(odd, two)).url
    assert without_value(search, "REGION", FilterValue("2")).url == repeated(region(one, odd)).url


def test_an_empty_place_in_a_list_is_no_value() -> None:
    search = repeated("(type%3AREGION%2Cvalues%3AList(%2C(id%3A1%2Ctext%3AA)%2C))")
    assert search.filters == (Filter("REGION", (FilterValue("1", "A"),)),)
    assert without_value(search, "REGION", FilterValue("1")).url == LEADS


def test_another_label_is_all_that_changes() -> None:
    search = repeated("(type%3AREGION%2Cvalues%3AList((id%3A1%2Ctext%3AA)%2C(id%3A2%2Ctext%3AB)))")
    for label, spelled in (("Z", "(id%3A1%2Ctext%3AZ)"), (None, "(id%3A1)")):
        item = Filter("REGION", (FilterValue("1", label), FilterValue("2", "B")))
        assert search.with_filter(item).url == search.url.replace("(id%3A1%2Ctext%3AA)", spelled)


def test_lower_case_escapes_stay_where_nothing_was_touched() -> None:
    url = (
        f"{LEADS}?query=(keywords%3aa%2cfilters%3aList((type%3aREGION%2cvalues%3aList((id%3a1)))))"
    )
    search = LeadSearch.read(url)
    assert search.url == url
    assert with_value(search, "GROUP", FilterValue("5")).url == url.replace(
        "(id%3a1)))",
        "(id%3a1)))%2c(type%3aGROUP%2cvalues%3aList((id%3a5%2cselectionType%3aINCLUDED)))",
    )


def test_keywords_bring_spell_correction_only_when_they_are_new() -> None:
    plain = LeadSearch.read(f"{LEADS}?query=(keywords%3Aa)")
    assert plain.with_keywords("b").url == f"{LEADS}?query=(keywords%3Ab)"
    off = LeadSearch.read(f"{LEADS}?query=(spellCorrectionEnabled%3Afalse%2Ckeywords%3Aa)")
    assert off.with_keywords(None).url == f"{LEADS}?query=(spellCorrectionEnabled%3Afalse)"
