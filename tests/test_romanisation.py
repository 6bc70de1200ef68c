"""Romanised forms, and keys under which the spellings of one name meet and those of two do not."""

from __future__ import annotations

import pytest

from apparat.romanisation import name_keys, romanised


@pytest.mark.parametrize("name, language, ala_lc, bgn", [
    ("Сталин", "ru", "Stalin", "Stalin"), ("Рютин", "ru", "Riutin", "Ryutin"), ("Дзержинский", "ru", "Dzerzhinskii", "Dzerzhinskiy"),
    ("Хлевнюк", "ru", "Khlevniuk", "Khlevnyuk"), ("Ежов", "ru", "Ezhov", "Yezhov"), ("Скрипник", "uk", "Skrypnyk", "Skrypnyk"),
    ("Юрій Єфремов", "uk", "Iurii Iefremov", "Yurii Yefremov"), ("Згурський", "uk", "Zhurskyi", "Zghurskyi"),
])
def test_a_name_is_romanised_by_two_schemes(name: str, language: str, ala_lc: str, bgn: str) -> None:
    assert romanised(name, language) == {"ALA-LC": ala_lc, "BGN/PCGN": bgn}


def test_what_is_not_cyrillic_is_left_alone() -> None:
    assert romanised("Stalin", "ru") == {} and romanised("스탈린", "ko") == {} and romanised("Сталин", "bg") == {}


@pytest.mark.parametrize("spellings", [
    ("Рютин", "Ryutin", "Riutin", "Rjutin"), ("Хлевнюк", "Khlevniuk", "Khlevnyuk", "Chlevnjuk".replace("Ch", "Kh")), ("Орджоникидзе", "Ordzhonikidze", "Orjonikidze"),
    ("Дзержинский", "Dzerzhinsky", "Dzerzhinskii", "Dzerzhinskiy", "Dzerzhinskij"), ("Зиновьев", "Zinoviev", "Zinovyev"), ("Ежов", "Yezhov", "Ezhov"),
    ("Троцкий", "Trotskii", "Trotskiy"), ("Каганович", "Kaganovich", "Kaganovitch"),
])
def test_the_spellings_of_one_name_meet(spellings: tuple[str, ...]) -> None:
    shared = name_keys(spellings[0])
    for spelling in spellings[1:]:
        assert shared & name_keys(spelling), (spelling, shared, name_keys(spelling))


@pytest.mark.parametrize("one, other", [("Smith", "Smirnov"), ("Kamenev", "Kaganovich"), ("Molotov", "Malenkov"), ("Rykov", "Rudzutak"), ("Tomsky", "Trotsky")])
def test_two_names_do_not_meet(one: str, other: str) -> None:
    assert not name_keys(one) & name_keys(other)


def test_no_word_has_no_key() -> None:
    assert name_keys("스탈린") == frozenset() and name_keys("") == frozenset()
