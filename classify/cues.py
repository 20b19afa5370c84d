"""Words that tell what a passage says about the practice it names, per language.

Patterns are searched in folded text (lower case, no accents, :func:`classify.folding.fold`). Each list is short on
purpose: a cue belongs here when it decides in most texts in which it occurs. Repetitions are bounded: a text of nothing
but digits must not take quadratic time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

Pattern = re.Pattern[str]


def _any(*parts: str) -> Pattern:
    return re.compile("|".join(f"(?:{part})" for part in parts))


@dataclass(frozen=True, kw_only=True, slots=True)
class Cues:
    """The cues of one language."""

    #: Suppliers are bound to something.
    supplier: Pattern
    #: Something went wrong, or is said to be missing.
    negative: Pattern
    #: Takes the meaning from a negative cue: "no fatalities", "zero tolerance of violations".
    harmless: Pattern
    #: Intent, norm or plan.
    commitment: Pattern
    #: Done, measured, in place.
    implemented: Pattern
    #: Definition, guidance, index, disclaimer.
    context: Pattern


ENGLISH = Cues(
    supplier=_any(
        r"\b(?:suppliers?|vendors?|contractors?|subcontractors?|business partners?|third part(?:y|ies))\b"
        r"[^.;]{0,60}\b(?:must|shall|should|may not|are (?:required|expected|obliged|prohibited)|undertakes?|agrees? to)\b",
        r"\b(?:require|expect|oblige|ask)s?\b[^.;]{0,30}\b(?:suppliers?|vendors?|contractors?|business partners?)\b[^.;]{0,30}\bto\b",
    ),
    negative=_any(
        r"\b(?:major|minor|critical) non-?(?:conformit|complian)\w+",
        r"\bnon-?(?:conformit|complian)\w+",
        r"\bfined\b|\bpenalt(?:y|ies) of\b|\bpenali[sz]ed\b|\bprosecuted\b|\bconvicted\b",
        r"\b(?:has|have|had) not (?:yet )?(?:been )?(?:\w+ed|set|held)\b|\bnot yet\b|\bhas yet to\b|\b(?:does|do|did) not (?:have|keep|hold|maintain)\b",
        r"\bno (?:formal|written|documented|evidence|record|policy|procedure|system|plan)\b",
        r"\b(?:lack|absence) of\b|\bfail(?:ed|ure|s)? to\b|\bmissing\b|\boverdue\b|\bexceed(?:ed|ance|ances)\b",
        r"\bfatalit(?:y|ies)\b|\bfatal (?:accident|injur)\w*|\bspilled\b|\bbreached\b|\bviolated\b|\blawsuits?\b",
    ),
    harmless=_any(
        r"\b(?:no|zero|without|nil|0|not a single|free of|absence of)\b[^.;]{0,30}\b(?:fatal\w+|incident\w*|accident\w*|spill\w*|"
        r"breach\w*|violation\w*|non-?(?:conformit|complian)\w+|fine[sd]?|case|cases|complaint\w*|penalt\w+)",
        r"\b(?:prevent|avoid|report|reporting|against|prohibit|risk of|potential|any|case of|event of|suspected|tolerate)\w*\b"
        r"[^.;]{0,40}\b(?:violation\w*|breach\w*|accident\w*|spill\w*|fatal\w+|non-?complian\w+|fail\w*)",
        r"\b(?:must|shall|will|may|should) not\b|\b(?:does|do) not (?:tolerate|accept|permit|allow|employ|use|engage|condone|discriminate)\b",
        r"\b(?:is|are) not (?:tolerated|accepted|permitted|allowed)\b|\bnot only\b|\bnot limited to\b",
    ),
    commitment=_any(
        r"\b(?:we|company|group|[a-z]+) (?:will|shall|must|aims?|intends?|plans?|seeks?|strives?|commits?|pledges?|endeavou?rs?)\b",
        r"\bcommit(?:ted|ment|s)?\b|\bis (?:strictly )?prohibited\b|\bzero tolerance\b|\bdo(?:es)? not tolerate\b",
        r"\b(?:target|goal|ambition|objective|aim)s?\b[^.;]{0,40}\b(?:by|to|of|is)\b|\bby 20[2-6]\d\b",
        r"\b(?:must|shall|should|will)\b|\bour (?:policy|principles?) (?:is|are|requires?)\b|\bare expected to\b",
    ),
    implemented=_any(
        r"\bin (?:fy ?)?20\d\d\b|\bduring (?:the|20)|\b(?:last|this|reporting) (?:year|period)\b|\bsince (?:19|20)\d\d\b",
        r"\b(?:was|were|has been|have been|had been|has|have) (?:\w+ly )?\w+(?:ed|en|ne|wn|lt|nt|ade|eld|set|ut)\b",
        r"\b(?:conducted|completed|achieved|implemented|trained|established|reduced|increased|launched|carried out|received|audited|"
        r"certified|recorded|reported|identified|assessed|published|provided|introduced|installed|developed|held|signed)\b",
        r"\d[\d.,]{0,20}\s{0,3}(?:%|per ?cent|tonnes?|tons?|t\b|kt|mt|mwh|gwh|kwh|gj|tj|m3|m³|ml|hours|employees|workers|people|suppliers|hectares|usd|eur)",
        r"\b(?:is|are) (?:monitored|measured|trained|audited|reviewed|carried out|managed|in place|certified|conducted|recorded)\b",
    ),
    context=_any(
        r"\b(?:means|refers to|is defined as|are defined as|definition of)\b",
        r"\b(?:companies|organi[sz]ations|enterprises|businesses|users?) (?:should|can|may|need to|must)\b",
        r"\b(?:forward-looking statements?|see page|refer to page|table of contents|all rights reserved|glossary)\b",
        r"\bgri \d{3}(?:-\d+)?|\bdisclosure \d|\b(?:\d{3}-\d+\b.*){2}",
    ),
)

SPANISH = Cues(
    supplier=_any(
        r"\b(?:proveedor(?:es)?|contratistas?|subcontratistas?|socios comerciales)\b[^.;]{0,60}\b(?:debe(?:n|ra|ran)?|estan obligados|se comprometen|no podran)\b",
        r"\b(?:exig|esper|solicit|requer)\w+\b[^.;]{0,30}\b(?:proveedores|contratistas|socios)\b",
    ),
    negative=_any(
        r"\bno conformidad\w*|\bincumpl\w+|\bmulta\w*|\bsancion(?:ad|es)\w*|\baccidentes? (?:fatal|mortal)\w*|\bderrame\w*|\bvencid[oa]s?\b",
        r"\bno (?:existe|cuenta con|hay|dispone|tiene|se ha|se han|ha sido|han sido)\b|\b(?:falta|ausencia|carece) de\b|\bexcedi\w+|\bsuper(?:o|aron) el limite\b",
    ),
    harmless=_any(
        r"\b(?:ningun\w*|sin|cero|evitar|prevenir|ausencia de)\b[^.;]{0,30}\b(?:no conformidad\w*|multa\w*|accidente\w*|derrame\w*|incumpl\w+|sancion\w*)",
        r"\bno (?:se )?(?:tolera|permite|acepta|emplea|contrata|admite)\w*",
    ),
    commitment=_any(
        r"\b(?:nos )?compromet\w+|\bcompromiso\w*|\b(?:debe(?:n|ra|ran|mos)?|buscamos|procura\w*|aspira\w*|pretende\w*)\b",
        r"\b(?:meta|objetivo)s?\b|\bpara (?:el )?20[2-6]\d\b|\bprohib\w+|\bno (?:se )?(?:tolera|permite|acepta|admite)\w*|\b(?:sera|tendra|hara|\w+(?:izara|entara|ucira|aran|eran|iran|aremos|eremos|iremos))\b",
    ),
    implemented=_any(
        r"\b(?:en|durante) (?:el )?(?:ano )?20\d\d\b|\bdesde (?:el )?(?:19|20)\d\d\b|\bse (?:realizo|realizaron|implemento|implementaron|registr\w+|capacit\w+|redujo)\b",
        r"\b(?:ha|han|hemos|fue|fueron) \w+(?:ado|ido|cho|to|ados|idos)\b|\d[\d.,]{0,20}\s{0,3}(?:%|por ciento|toneladas|t\b|mwh|gj|m3|horas|trabajadores|personas|hectareas)",
    ),
    context=_any(
        r"\bse entiende por\b|\bse define como\b|\bdefinici\w+\b|\blas empresas (?:deben|pueden|deberian)\b|\bgri \d{3}|\bindice de contenidos?\b"
    ),
)

FRENCH = Cues(
    supplier=_any(
        r"\b(?:fournisseurs?|sous-traitants?|prestataires?|partenaires commerciaux)\b[^.;]{0,60}\b(?:doi(?:t|vent)|s'engage\w*|sont tenus|ne peuvent)\b",
        r"\b(?:exige|attend|demande)\w*\b[^.;]{0,30}\b(?:fournisseurs|sous-traitants|partenaires)\b",
    ),
    negative=_any(
        r"\bnon-?conformites?\b|\bamendes?\b|\bcondamn\w+|\bdeversements?\b|\baccidents? mortels?\b|\bmanquements?\b|\bdepassements?\b|\bperimee?s?\b",
        r"\bn['’ ]?(?:est|a|ont|existe|etait|dispose)\b[^.;]{0,15}\b(?:pas|aucun\w*|plus)\b|\babsence de\b|\bdefaut de\b",
    ),
    harmless=_any(
        r"\b(?:aucun\w*|zero|sans|eviter|prevenir)\b[^.;]{0,30}\b(?:non-?conformite\w*|amende\w*|accident\w*|deversement\w*|manquement\w*|incident\w*)",
        r"\b(?:ne |n')(?:toler|permet|accept|emplo)\w*\b",
    ),
    commitment=_any(
        r"\bs'engage\w*|\bengagements?\b|\b(?:doi(?:t|vent)|vise\w*|souhait\w+|prevoi\w+|entend\w*)\b|\bobjectifs?\b|\bd'ici (?:a )?20[2-6]\d\b|\binterdi\w+|\bne (?:tolere|toleron|permet|accept)\w*|\b\w+(?:erons|irons|era|eront)\b",
    ),
    implemented=_any(
        r"\b(?:en|depuis|durant|au cours de) (?:l'annee )?(?:19|20)\d\d\b|\b(?:a|ont|avons) ete\b|\b(?:a|ont|avons) (?!\w+(?:er|ir|re)\b|(?:une|cette|chaque|toute)\b)\w+(?:e|i|u|is|it)s?\b|\best en place\b",
        r"\d[\d.,  ]{0,20}\s{0,3}(?:%|pour cent|tonnes|t\b|mwh|gj|m3|heures|salaries|travailleurs|personnes|hectares)",
    ),
    context=_any(
        r"\bon entend par\b|\bdesigne\b|\bse definit\b|\bles entreprises (?:doivent|peuvent|devraient)\b|\bgri \d{3}|\btable des matieres\b"
    ),
)

PORTUGUESE = Cues(
    supplier=_any(
        r"\b(?:fornecedor(?:es)?|contratad[oa]s|prestadores|parceiros comerciais)\b[^.;]{0,60}\b(?:deve(?:m|ra|rao)?|se comprometem|estao obrigados|nao podem)\b",
        r"\b(?:exig|esper|solicit|requer)\w+\b[^.;]{0,30}\b(?:fornecedores|contratadas|parceiros)\b",
    ),
    negative=_any(
        r"\bnao conformidade\w*|\bdescumpri\w+|\bmulta\w*|\bautos? de infracao\b|\bacidentes? fata\w+|\bvazamento\w*|\bvencid[oa]s?\b",
        r"\bnao (?:existe|possui|dispoe|tem|foi (?:implement|realiz|elabor)\w+|foram (?:implement|realiz|elabor)\w+)\b|\b(?:falta|ausencia) de\b|\bexcede\w+",
    ),
    harmless=_any(
        r"\b(?:nenhum\w*|sem|zero|evitar|prevenir|ausencia de)\b[^.;]{0,30}\b(?:nao conformidade\w*|multa\w*|acidente\w*|vazamento\w*|descumpri\w+|sanc\w*)",
        r"\bnao (?:toler|permit|aceit|empreg|contrat|admit)\w*",
    ),
    commitment=_any(
        r"\b(?:nos )?compromet\w+|\bcompromisso\w*|\b(?:deve(?:m|ra|rao|mos)?|buscamos|busca|pretende\w*|visa\w*)\b|\b(?:meta|objetivo)s?\b|\bate (?:o ano )?(?:de )?20[2-6]\d\b|\bproibi\w+|\bnao (?:toler|permit|aceit|admit)\w*|\b\w+(?:aremos|eremos|iremos)\b",
    ),
    implemented=_any(
        r"\b(?:em|durante|desde) (?:o ano )?(?:de )?(?:19|20)\d\d\b|\b(?:foi|foram|tem sido|temos) \w+(?:ado|ido|ada|ida|ados|adas|idos|idas)\b",
        r"\b(?:realiz|implement|registr|reduzi|capacit|trein|conclu)\w*(?:ou|aram|imos|iu|amos)\b|\d[\d.,]{0,20}\s{0,3}(?:%|por cento|toneladas|t\b|mwh|gj|m3|horas|trabalhadores|pessoas|hectares)",
    ),
    context=_any(
        r"\bentende-se por\b|\bdefine-se\b|\bdefinic\w+\b|\bas empresas (?:devem|podem|deveriam)\b|\bgri \d{3}|\bsumario\b"
    ),
)

CHINESE = Cues(
    supplier=_any(
        r"(?:供应商|承包商|分包商|合作伙伴)[^。;；]{0,20}(?:应|须|必须|不得|需要)",
        r"(?:要求|期望)[^。;；]{0,12}(?:供应商|承包商|合作伙伴)",
    ),
    negative=_any(
        r"不符合项|不合格|违规|违反|处罚|罚款|死亡事故|超标|泄漏|逾期|尚未|未(?:建立|制定|开展|设|能|按|提供)|没有(?:建立|制定|开展|记录)|缺乏|缺失"
    ),
    harmless=_any(
        r"(?:无|零|未发生|没有发生|避免|防止|杜绝|预防)[^。;；]{0,16}(?:违规|违反|处罚|罚款|事故|泄漏|超标|不符合|歧视|童工)"
    ),
    commitment=_any(r"承诺|致力于|力争|计划|目标|将(?:会|在|继续|进一步)?|应当?|必须|禁止|严禁|不得|到20[2-6]\d年|拟"),
    implemented=_any(
        r"20\d\d年[^。;；]{0,6}(?:度|内|,|，|我们|公司|共)|已(?:经)?|完成|开展了|建立了|实现|通过了|获得|累计|同比|共计|实施了|\d[\d.,]{0,20}\s{0,3}(?:%|吨|万吨|千瓦时|小时|人次|人|家|立方米|公顷|万元|亿元)"
    ),
    context=_any(r"是指|定义|指引|编制说明|索引|目录|释义"),
)

#: Other languages are read with the English cues: numbers, years and units are written alike.
CUES: dict[str, Cues] = {"en": ENGLISH, "es": SPANISH, "fr": FRENCH, "pt": PORTUGUESE, "zh": CHINESE}


def cues_of(language: str) -> Cues:
    """The cues for a language code; those of English when there are none for it."""
    return CUES.get(language, ENGLISH)
