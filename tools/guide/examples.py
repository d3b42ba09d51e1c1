"""What the new user of the guide types: invented organisations and words, in the languages of the screens."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """What is typed by somebody whose screen is in one language."""

    stakeholders: tuple[tuple[str, str], ...]
    """Names, each with the id of its group (Guidance Tool 1)."""
    session: str
    place: str
    body: str
    """The oversight body, and how to reach it."""
    body_contact: str
    desk: str
    desk_contact: str
    witness: str
    notes: tuple[str, ...]
    """Said in the language of the screen; ``{kind}`` stands for the word for a kind, as it is typed after ``!``."""
    quote: str
    report: str
    ministry: str


_GROUPS = (
    "migrants", "diasporas", "civil-society", "local-regional-authorities", "policy-sectors",
    "local-communities", "private-sector", "academia", "trade-unions", "children-youth",
)  # fmt: skip
OTHER: Mapping[str, str] = {"en": "fr", "fr": "ar", "ar": "fr"}
"""The second language of the session, by the language of the screen."""


def _named(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple(zip(names, _GROUPS, strict=True))


EXAMPLES: Mapping[str, Example] = {
    "en": Example(
        _named(
            "Greenhouse workers",
            "Diaspora council",
            "Harbour women’s association",
            "Town hall",
            "Health directorate",
            "Old port committee",
            "Growers’ cooperative",
            "Migration research centre",
            "Farm workers’ union",
            "Youth council",
        ),
        "Hearing in the old port",
        "School by the harbour",
        "Ombudsperson’s office",
        "Window 3, Monday to Friday",
        "Data protection desk of the town hall",
        "Ground floor, every morning",
        "Interpreter on duty",
        (
            "@Greenhouse the season begins before the permits arrive #5 !{challenge}",
            "@Harbour mothers learn of the clinic from each other only !{challenge} #15",
            "@Town one counter for all questions would save three journeys #15 !{need}",
            "@Farm wages are paid late when the harvest is late #6 !{challenge}",
            "@Youth diplomas from home count for nothing here #18",
            "@Old newcomers and neighbours cook together on Fridays #16 !{good_practice}",
            "@Growers we would pay for a language course in winter #16 !{need}",
            "@Diaspora sending money home costs a day’s wage #20 !{challenge}",
            "@Health every child is vaccinated, with or without papers #15 !{good_practice}",
        ),
        "“We sign what we cannot read.”",
        "What the old port said",
        "Ministry of Labour",
    ),
    "fr": Example(
        _named(
            "Saisonniers des serres",
            "Conseil de la diaspora",
            "Association des femmes du port",
            "Mairie",
            "Direction de la santé",
            "Comité du vieux port",
            "Coopérative des maraîchers",
            "Centre de recherche sur les migrations",
            "Syndicat des ouvriers agricoles",
            "Jeunesse du quartier",
        ),
        "Audition au vieux port",
        "École du port",
        "Bureau du médiateur",
        "Guichet 3, du lundi au vendredi",
        "Accueil protection des données de la mairie",
        "Rez-de-chaussée, tous les matins",
        "Interprète de service",
        (
            "@Saisonniers la saison commence avant l’arrivée des permis #5 !{challenge}",
            "@Association les mères ne connaissent le dispensaire que par ouï-dire !{challenge} #15",
            "@Mairie un guichet unique éviterait trois déplacements #15 !{need}",
            "@Syndicat quand la récolte tarde, les salaires tardent #6 !{challenge}",
            "@Jeunesse les diplômes du pays ne comptent pas ici #18",
            "@Comité nouveaux venus et voisins cuisinent ensemble le vendredi #16 !{good_practice}",
            "@Coopérative nous paierions un cours de langue en hiver #16 !{need}",
            "@Conseil envoyer de l’argent au pays coûte une journée de salaire #20 !{challenge}",
            "@Direction tous les enfants sont vaccinés, avec ou sans papiers #15 !{good_practice}",
        ),
        "« Nous signons ce que nous ne pouvons pas lire. »",
        "Ce qu’a dit le vieux port",
        "Ministère du travail",
    ),
    "ar": Example(
        _named(
            "عمال البيوت الزجاجية",
            "مجلس المغتربين",
            "جمعية نساء الميناء",
            "البلدية",
            "مديرية الصحة",
            "لجنة الميناء القديم",
            "تعاونية المزارعين",
            "مركز بحوث الهجرة",
            "نقابة عمال الزراعة",
            "منتدى الشباب",
        ),
        "جلسة استماع في الميناء القديم",
        "مدرسة الميناء",
        "مكتب أمين المظالم",
        "الشباك 3، من الاثنين إلى الجمعة",
        "مكتب حماية البيانات في البلدية",
        "الطابق الأرضي، كل صباح",
        "المترجم المناوب",
        (
            "@عمال يبدأ الموسم قبل وصول التصاريح #5 !{challenge}",
            "@جمعية لا تعرف الأمهات بوجود المستوصف إلا من بعضهن !{challenge} #15",
            "@البلدية شباك واحد لكل الأسئلة يوفر ثلاث رحلات #15 !{need}",
            "@نقابة تتأخر الأجور حين يتأخر الحصاد #6 !{challenge}",
            "@منتدى شهادات بلداننا لا يعترف بها هنا #18",
            "@لجنة يطبخ القادمون الجدد والجيران معا كل جمعة #16 !{good_practice}",
            "@تعاونية نحن مستعدون لدفع كلفة دورة لغة في الشتاء #16 !{need}",
            "@مجلس إرسال المال إلى الأهل يكلف أجر يوم كامل #20 !{challenge}",
            "@مديرية كل طفل يطعم، بأوراق أو من دونها #15 !{good_practice}",
        ),
        "«نوقع على ما لا نستطيع قراءته»",
        "ما قاله الميناء القديم",
        "وزارة العمل",
    ),
}
SPOKEN: Mapping[str, tuple[str, ...]] = {
    "fr": (
        "on attend le médecin trois mois", "le bus ne passe plus après vingt heures", "le loyer se paie en espèces",
        "les cours du soir sont pleins", "personne n’explique le formulaire", "le numéro d’urgence ne répond pas",
        "les enfants traduisent pour leurs parents", "la carte de santé arrive trop tard",
        "les voisins ont prêté des outils", "on veut savoir ce que vous ferez de nos réponses",
    ),
    "ar": (
        "ننتظر الطبيب ثلاثة أشهر", "لا حافلة بعد الثامنة مساء", "يدفع الإيجار نقدا", "الدروس المسائية ممتلئة",
        "لا أحد يشرح الاستمارة", "رقم الطوارئ لا يجيب", "الأطفال يترجمون لآبائهم", "تصل البطاقة الصحية متأخرة",
        "أعارنا الجيران أدوات", "نريد أن نعرف ماذا ستفعلون بأجوبتنا",
    ),
}  # fmt: skip
"""Ten more notes in the second language of the session."""
