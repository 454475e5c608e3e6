"""The list of supported models is data."""

from marks import row
from tegata.authority.devices.rules import listed
from tegata.authority.devices.service import find_model, supported_models
from tegata.authority.devices.store import known_models
from tegata.authority.devices.values import BiometricClass


@row("D-ENR-05")
def test_about_fifty_models_of_2021_to_2023_are_supported() -> None:
    models = supported_models()

    assert len(models) >= 50
    assert {model.year for model in models} == {2021, 2022, 2023}
    assert all(model.min_os >= 11 for model in models)


@row("D-ENR-05")
def test_an_unknown_model_is_unsupported() -> None:
    assert find_model("SO-99Z") is None


def test_a_model_without_a_secure_element_or_reader_is_known_and_not_supported() -> None:
    unsupported = [model for model in known_models().values() if not listed(model)]

    assert unsupported
    assert all(not (model.gp_se and model.nfc) for model in unsupported)
    assert all(find_model(model.code) is None for model in unsupported)


@row("ENR-007")
def test_the_published_list_is_what_the_check_finds() -> None:
    published = {model.code for model in supported_models()}

    assert published == {code for code in known_models() if find_model(code) is not None}


def test_only_strong_biometrics_stand_in_for_the_pin() -> None:
    by_class = {model.biometric_class: model.biometrics for model in known_models().values()}

    assert by_class == {
        BiometricClass.STRONG: True,
        BiometricClass.WEAK: False,
        BiometricClass.NONE: False,
    }
