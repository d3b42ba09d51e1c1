"""The smaller ICU: what it keeps, and that Qt sorts as before with it."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tools.bundle import icu

LANGUAGES = ("en", "fr", "ar")
LIBRARIES = Path(sysconfig.get_path("purelib"), "PySide6", "Qt", "lib")
SORT = """
from functools import cmp_to_key
from PySide6.QtCore import QCollator, QLocale
words = ["côte", "cote", "Zebra", "état", "etat", "coté", "إب", "اب", "ة", "ت", "آ"]
for language in ("en", "fr", "ar"):
    print(sorted(words, key=cmp_to_key(QCollator(QLocale(language)).compare)))
used = {line.split()[-1] for line in open("/proc/self/maps") if "libicudata" in line}
print(used)
"""


@pytest.mark.parametrize(
    "name",
    ["coll/ar.res", "coll/fr_CA.res", "coll/ucadata.icu", "pool.res", "supplementalData.res", "nfkc.nrm", "ar.res"],
)
def test_what_our_languages_need_is_kept(name):
    assert icu.kept(f"icudt73l/{name}", LANGUAGES)


@pytest.mark.parametrize("name", ["coll/de.res", "curr/ar.res", "brkitr/thaidict.dict", "ibm-1252.cnv", "zh_Hant.res"])
def test_the_rest_is_left_out(name):
    assert not icu.kept(f"icudt73l/{name}", LANGUAGES)


@pytest.mark.bundle
def test_qt_sorts_the_same_with_a_tenth_of_the_data(tmp_path):
    whole = next(LIBRARIES.glob("libicudata.so.*"))
    smaller = tmp_path / whole.name
    icu.library(whole, smaller, LANGUAGES)
    assert smaller.stat().st_size < whole.stat().st_size / 10 + 100_000

    def sorted_with(**more):
        told = subprocess.run(
            [sys.executable, "-c", SORT], env=os.environ | more, capture_output=True, text=True, check=True
        )
        return told.stdout.splitlines()

    ours, plain = sorted_with(LD_PRELOAD=str(smaller)), sorted_with()
    assert (ours[:3], ours[3]) == (plain[:3], str({str(smaller)}))
