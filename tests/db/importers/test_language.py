"""The language of a text is told by its script and its words, or left open."""

import pytest

from db.importers.language import detect

TEXTS = {
    "en": "The harbour office paid for the same crane twice within eleven weeks.",
    "de": "Das Hafenamt hat innerhalb von elf Wochen zweimal für denselben Kran bezahlt.",
    "fr": "Le bureau du port a payé deux fois la même grue en onze semaines.",
    "es": "La oficina del puerto pagó dos veces por la misma grúa en once semanas.",
    "it": "L'ufficio del porto ha pagato due volte la stessa gru in undici settimane.",
    "pt": "O escritório do porto pagou duas vezes pelo mesmo guindaste em onze semanas.",
    "nl": "Het havenkantoor betaalde binnen elf weken twee keer voor dezelfde kraan.",
    "pl": "Urząd portowy zapłacił dwa razy za ten sam dźwig w ciągu jedenastu tygodni.",
    "tr": "Liman idaresi aynı vinç için on bir hafta içinde iki kez ödeme yaptı.",
    "ru": "Портовое управление дважды заплатило за один и тот же кран.",
    "uk": "Портове управління двічі заплатило за один і той самий кран, який їм не належить.",
    "bg": "Пристанищната администрация плати два пъти за същия кран, който не съществува, в рамките на ъгъла.",
    "zh": "港务局在十一周内为同一台起重机付了两次款。",
    "ja": "港湾事務所は十一週間のうちに同じクレーンに二度支払った。",
    "ko": "항만 사무소는 십일 주 안에 같은 크레인 값을 두 번 치렀다.",
    "ar": "دفع مكتب الميناء ثمن الرافعة نفسها مرتين خلال أحد عشر أسبوعا.",
    "fa": "اداره بندر در یازده هفته دو بار پول یک جرثقیل را پرداخت کرد و چیزی نگفت.",
    "he": "משרד הנמל שילם פעמיים עבור אותו מנוף בתוך אחד עשר שבועות.",
    "el": "Το λιμεναρχείο πλήρωσε δύο φορές τον ίδιο γερανό μέσα σε έντεκα εβδομάδες.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_of_a_sentence_is_told(language: str) -> None:
    assert detect(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "Crane", "1 024 / 17.30", "港口", "@@@ ### %%% 12 12 12 12"])
def test_too_little_tells_nothing(text: str) -> None:
    assert detect(text) is None


def test_names_in_another_script_do_not_decide() -> None:
    assert detect("起重机由 Brackwater Lifting 公司出售，该公司成立于九天之前，港务局没有回应。") == "zh"
    assert detect("The crane was sold by 起重机有限公司, a company that was founded nine days before.") == "en"


def test_the_title_counts_with_the_text() -> None:
    assert detect("12 — 14 — 17", "Das Hafenamt hat zweimal für denselben Kran bezahlt") == "de"
