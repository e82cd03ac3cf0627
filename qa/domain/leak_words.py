"""Words that `leaks` looks up: where a postcode can begin, and what is no person's name."""

# The postcode areas of the United Kingdom and the islands.
_AREAS = """
AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT
DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE
LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM
SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""

# Capitalised before a date in ordinary practice: meetings, teams, papers, days and months.
_NOT_NAMES = """
academy account action adviser advocate agency agreed annex annual april area assessment audit
august authority board born cafcass care carer case centre chair chair's check child child's
children children's christmas cin cla closed closing completed conference contact core council
court cp current date december decision director discussion draft due duty early education
emergency entry family february file final first form formal foster friday full group head
health hearing held help home hospital house independent initial interim iro january july june
key last legal letter list local looked march may meeting midway missing monday multi network
next notes november observation october officer ofsted on order panel parent parenting parents
pathway pep personal placement plan planned planning police practice previous proceedings
professional protection public quality record recorded recording referral register registered
regulation report response return review reviewing safe safety saturday school second section
senior september service services session shared signs single social started statement strategy
strengths submitted summary sunday supervision support team telephone the third this thursday
time transfer tuesday update updated version visit visited visiting wednesday work worker
working young
"""

POSTCODE_AREAS = frozenset(_AREAS.split())
NOT_NAMES = frozenset(_NOT_NAMES.split())
ORDINALS = frozenset(("st", "nd", "rd", "th"))
