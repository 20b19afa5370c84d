"""Break points for long words, so that sample paragraphs have words hyphenated at line ends."""

from __future__ import annotations

import re
from typing import Final

SOFT_HYPHEN: Final = "\u00ad"

_ENGLISH: Final = """
ac-cred-i-ta-tion ac-knowl-edge-ment ad-min-is-tra-tion agree-ment anon-y-mous ap-pren-tices ap-prov-al ar-se-nic
as-sess-ment as-sess-ments as-so-ci-a-tion au-thor-i-ties au-thor-ity bar-gain-ing be-hav-iour bi-o-di-ver-sity
busi-ness cer-tif-i-cate cir-cum-stances col-lec-tive com-mit-tee com-mit-ment com-mit-ments com-mu-ni-cate
com-mu-ni-ties com-mu-nity com-pen-sa-tion com-plaint com-plaints con-cen-trate con-cen-trates con-di-tions
con-fi-den-tial con-se-quences con-struc-tion con-sul-ta-tion con-tam-i-na-tion con-tin-u-ous con-trac-tor
con-trac-tors cor-rec-tive cor-rup-tion coun-ter-party coun-ter-par-ties de-ci-sion de-ci-sions de-duc-tions
de-part-ment dis-charge dis-ci-pli-nary dis-crim-i-na-tion doc-u-ment doc-u-ments ef-flu-ent elec-tric-ity
elec-trol-y-sis emer-gency emis-sion emis-sions em-ploy-ee em-ploy-ees em-ploy-er em-ploy-ment en-gage-ment
en-vi-ron-ment en-vi-ron-men-tal equip-ment es-tab-lished ex-po-sure ex-po-sures fa-cil-i-ta-tion fa-cil-i-ties
free-dom green-house griev-ance griev-ances guid-ance ha-rass-ment haz-ard-ous her-i-tage hos-pi-tal-ity
iden-ti-fi-ca-tion iden-ti-fied im-ple-men-ta-tion in-de-pen-dent In-dig-e-nous in-for-ma-tion in-spec-tion
in-spec-tions in-teg-rity in-ter-na-tion-al in-ter-view in-ves-ti-gated in-ves-ti-ga-tion in-vest-ment
leg-is-la-tion main-te-nance man-age-ment man-ager man-agers ma-te-rial ma-te-ri-als ma-ter-nity me-ter-ing
min-er-als min-i-mum mon-i-tored mon-i-tor-ing mu-nic-i-pal mu-nic-i-pal-ity na-tion-al na-tion-al-ity
neigh-bour-ing neigh-bours nom-i-nated ob-jec-tive ob-li-ga-tion ob-li-ga-tions oc-cu-pa-tion-al op-er-a-tion
op-er-a-tions op-por-tu-ni-ties op-por-tu-nity or-ga-ni-za-tion over-time par-tic-i-pa-tion part-ners
pay-ment pay-ments per-for-mance per-ma-nent per-mis-sion per-mits per-son-al per-son-nel pol-i-cies pol-icy
pol-lu-tion pos-si-ble pre-cau-tions pre-ven-tion prin-ci-ples pri-or-ity pro-ce-dure pro-ce-dures pro-duc-tion
pro-gramme pro-hib-ited pro-tect-ed pro-tec-tion pub-lished pur-chas-ing qual-i-fied quar-ter quar-ter-ly
rec-og-nise rec-om-men-da-tion re-cruit-ment re-duc-tion ref-er-ence re-fin-ery reg-is-ter reg-u-la-tions
re-la-tion-ship rel-e-vant re-mu-ner-a-tion re-newed re-port-ed re-port-ing rep-re-sen-ta-tive
rep-re-sen-ta-tives re-quire-ment re-quire-ments re-set-tle-ment re-spon-si-bil-i-ties re-spon-si-bil-ity
re-spon-si-ble re-tal-i-a-tion se-cu-rity set-tle-ment smelt-er spe-cial-ist stan-dard stan-dards state-ment
sub-con-trac-tors su-per-vi-sor su-per-vi-sors sup-pli-er sup-pli-ers sus-tain-abil-ity tem-per-a-ture
trans-par-ency treat-ment un-der-stand un-der-stood ver-i-fi-ca-tion vi-o-lence vol-un-tary with-draw-al
with-out work-ers work-force work-shop
"""

_SPANISH: Final = """
abas-te-ci-mien-to acre-di-ta-do am-bien-ta-les am-bien-tal apro-ba-da au-to-ri-dad au-to-ri-da-des ca-li-dad
ca-pa-ci-ta-ción co-mu-ni-da-des co-mu-ni-dad com-pro-mi-so com-pro-mi-sos con-cen-tra-dos con-tra-tis-tas
cum-pli-mien-to de-sa-rro-llo des-car-gas do-cu-men-to emer-gen-cia emi-sio-nes em-pre-sa em-pre-sas es-ta-ble-ce
eva-lua-ción fun-di-ción ges-tión hi-dro-car-bu-ros im-pac-tos in-for-ma-ción in-de-pen-dien-te in-ver-sión
man-te-ni-mien-to me-dio-am-bien-te me-ca-nis-mo me-di-cio-nes me-jo-ra mo-ni-to-reo mu-ni-ci-pa-li-dad
ope-ra-cio-nes ope-ra-ción or-ga-ni-za-cio-nes par-ti-ci-pa-ción pa-tri-mo-nio pe-li-gro-sos po-bla-ción
po-lí-ti-ca pre-ven-ción pro-ce-di-mien-to pro-gra-ma pro-tec-ción pro-vee-do-res re-cla-mos re-fi-ne-ría
re-si-duos res-pon-sa-bi-li-dad res-pon-sa-ble res-pon-sa-bles se-gui-mien-to sub-te-rrá-neas tra-ba-ja-do-res
tra-ba-ja-do-ras trans-por-te ve-ci-nas ve-ci-nos vi-gi-lan-cia
"""

_BREAKS: Final = {word.replace("-", "").lower(): word for word in (_ENGLISH + _SPANISH).split()}


def hyphenated(text: str) -> str:
    """The text with a soft hyphen (U+00AD) at each known break point; markup in angle brackets is left alone."""
    return re.sub(r"<[^>]*>|[^\W\d_]+", _with_breaks, text)


def _with_breaks(found: re.Match[str]) -> str:
    word = found.group()
    pattern = _BREAKS.get(word.lower())
    if pattern is None:
        return word
    letters = iter(word)
    return "".join(SOFT_HYPHEN if char == "-" else next(letters) for char in pattern)
