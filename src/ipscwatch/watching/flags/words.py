"""The words that raise a flag, in Japanese and English, with the main ones of Korean, Chinese and French."""

from __future__ import annotations

import re

from ipscwatch.watching.extractors.expressions import Expression


def _words(pattern: str) -> Expression:
    return Expression(pattern, re.IGNORECASE)


DENSE = Expression(r"[぀-ヿ㐀-鿿가-힣]")
JAPAN = _words(
    r"\bjapan\w*|\btokyo\b|\bosaka\b|\bkyoto\b|\bsumitomo\b|\bcuorips\b|[ぁ-ん]{2}|日本|京都|大阪|住友|일본|교토|오사카|스미토모|japon"
)
OTHERS = _words(
    r"\b(?:current|existing|conventional|standard|other|another|previous|earlier|similar|competing|rival)"
    r" (?:[\w-]+ ){0,2}(?:medications?|drugs?|treatments?|therap(?:y|ies)|products?|compan(?:y|ies)|trials?|stud(?:y|ies))"
    r"|\b(?:rival|competitor)s?\b|他社|別の(?:製品|企業|治験|治療)|他の(?:製品|治療|治験)|既存の(?:薬|治療)|従来の(?:薬|治療)"
    r"|\bactuellement disponibles\b|\bautres? (?:traitements?|thérapies?|produits?|essais?)|다른 (?:회사|제품|치료)|기존|현재 ?(?:약물|치료)|现有|現有|其他(?:公司|产品|產品|疗法|療法)"
)
IPS_PRODUCTS = _words(
    r"\biPSC?s?(?:[ -]cells?)?(?:[ -](?:derived|based|cell))*[ -](?:[\w-]+ ){0,2}"
    r"(?:therap(?:y|ies)|treatments?|products?|medicines?|drugs?)\b"
    r"|\bstem[- ]cell (?:[\w-]+ ){0,2}(?:therap(?:y|ies)|treatments?|cures?|patch(?:es)?|products?)\b"
    r"|iPS(?:細胞)?[^。、]{0,12}(?:製品|治療薬|治療法|医療|薬|品目)|iPS ?세포[^.]{0,16}(?:제품|치료제|의약품)"
    r"|iPS(?:細胞|细胞)?[^。]{0,10}(?:產品|产品|療法|疗法|製劑|制剂)"
)
STUDY_PLAN = _words(
    r"\b(?:pilot|clinical|first-in-human|feasibility) (?:stud(?:y|ies)|trials?|research|tests?)\b(?<!based on)"
    r"|approv\w+ (?:of )?(?:an? |the |its |their )?(?:[\w'’-]+ ){0,5}(?:plan|protocol|proposal|stud(?:y|ies)|trial)\b"
    r"|\b(?:trial|study|protocol|plan),? (?:which |that )?(?:was |were |has been |had been )?(?:approved|authori[sz]ed|cleared)\b"
    r"|\bpermission to (?:treat|test|start|begin)\b"
    r"|(?:臨床研究|治験|研究|臨床試験)(?:計画|の実施|の開始)?(?:を|が|の)|임상시험(?:계획)?(?:을|이)? ?승인|(?:临床|臨床)(?:试验|試驗)|essai clinique"
)
CONDITIONED = _words(
    r"\bwith (?:\w+ )?conditions\b|\bon condition\b|\btime[- ]limits?\b|\b(?:seven|7|five)[- ]years?\b|\binterim\b|\btemporar\w+|\bstrings attached\b"
    r"|(?<!\d)(?:7|七)年|期限|条件|暫定|7년|임시|잠정|provisoire|temporaire|\bsept ans\b"
)
FEW = _words(
    r"\bhandful\b|\bsmall (?:number|trial|stud|sample|group)|\b(?:just|only) (?:\w+ )?patients\b|\bfew patients\b|少数|人数が少な"
    r"|例数が少な|(?:症例|患者)(?:数)?(?:が|は|も)少な|少ない(?:症例|人数|患者)|소수|少数|少數"
)
PANEL = _words(
    r"\bpanel|\bcommittee|\bsubcommittee|\bcouncil|\badvisers\b|\badvisors\b|部会|部會|審議会|専門家会議|패널|위원회|부회|심의회|專家|专家|委員會|委员会|comité"
)
PANEL_ACTS = _words(
    r"\b(?:panel|committee|council)\b[^.;]{0,60}\b(?:approv|clear|endors|recommend|back|green-?l|gave|pass|support)\w*"
    r"|(?:部会|審議会|専門家会議)[^。]{0,60}(?:了承|承認|認め|可決|判断)|(?:부회|위원회|심의회)[^.]{0,60}(?:승인|허가|결정|통과)"
    r"|(?:委員會|委员会|專家|专家)[^。]{0,40}(?:批准|同意|通過|通过|認可|认可)|comité[^.]{0,60}(?:approuv|recommand|autoris|valid)\w*"
)
EARLIER = _words(
    r"\b(?:had (?:\w+ )?(?:approved|endorsed|recommended|backed|cleared|given)|earlier|previously|last month|in february|following|after"
    r"|had already|followed|weeks ago|based on the)\b|先月|先に|すでに(?:部会|専門)|2月(?:に|の)|を受け(?:て|、)|に続き|경과|지난달|이달 초|上月|此前|le mois dernier"
)
MINISTRY = _words(
    r"\bminist(?:er|ry)\b(?!['’]?s? (?:[\w-]+ ){0,3}(?:panel|committee|council|advis|expert))|\bMHLW\b"
    r"|厚労省(?!の(?:[^、。]{0,8})?(?:部会|審議会|専門))|厚生労働省(?!の(?:[^、。]{0,8})?(?:部会|審議会|専門))|厚労相|労働相|大臣"
    r"|후생노동성(?! (?:전문|산하|자문))|厚生勞動省(?!的?專家)|厚生劳动省(?!的?专家)|ministre|ministère"
)
TO_COME = _words(
    r"\b(?:official|formal|final|full|ministerial|ministry|regulatory|minister's)(?: \w+)? (?:approval|authori[sz]ation|sign-?off|decision)"
    r"(?: (?:by|from) [^.;]{3,40}?)? (?:will|is (?:expected|due|pending|likely|to)|could|should|within|expected|by the end)"
    r"|\b(?:awaits?|awaiting|pending) (?:\w+ ){0,3}(?:approval|sign-?off|authori[sz]ation|decision)"
    r"|\b(?:minister|ministry|government)\b[^.;]{0,40}\b(?:is (?:expected|due|set) to|will (?:soon |then |formally )?)(?:\w+ )?(?:approve|decide|sign|grant)"
    r"|\b(?:official|formal|final) (?:approval|authori[sz]ation)\b[^.;]{0,50}\b(?:next|within|in the coming|later|expected)\b"
    r"|(?:正式|最終|大臣)(?:に|な|の)?(?:承認|決定)[^。]{0,24}(?:見通し|見込|予定|される|へ|待)|大臣が(?:正式に)?承認(?:する|すれば)"
    r"|(?:정식|공식|최종)(?:적인)? ?승인[^.]{0,24}(?:전망|예정|예상|거쳐|이뤄질)|(?:正式|最終|最终)(?:批准|核准|承認|承认)[^。]{0,20}(?:預計|预计|将|將|待)"
    r"|(?:預計|预计|将|將)[^。]{0,30}正式(?:批准|核准)"
)
NOT_YET_BEFORE = _words(
    r"\b(?:clos(?:e|er|es|ing|e in)|near(?:s|er|ing)?|moves?|moving|steps?|on (?:the )?(?:verge|brink|cusp|way|track)"
    r"|(?:in (?:the )?)?process) (?:in )?(?:on|of|to|toward|towards)? ?$"
    r"|\b(?:appl(?:y|ied|ies|ying)|submitt\w+|fil(?:e|ed|es|ing)|request\w*|sought|seek\w*|ask\w*)\b[^.;]{0,120}\bfor (?:[\w'’-]+ ){0,3}$"
    r"|\b(?:sees?|expects?|wants?|hopes?|recommand\w*)\b[^.;]{0,50}$|(?:早ければ|最快|이르면|今後)[^。.]{0,16}$"
)
NOT_YET_AFTER = _words(
    r"^[^.。]{0,24}(?:신청|가능성|목표|전망|예정|위해|얻을|받으려|받을|기대|권고|임박|앞두|시기|여부|시점)|^(?:的)?(?:申请|申請|制度|可能|時間|时间)"
    r"|^(?:されれば|となれば|を(?:目指|めざ))"
)
OF_BEFORE, HAD_AFTER = _words(r"の$"), _words(
    r"^(?:を(?:[^。、]{0,6})?(?:取得|得|受|獲得|発表|決)|が(?:[^。、]{0,6})?(?:下|出|得|決)|取得|済|決定)"
)
ATTRIBUTE_BEFORE = _words(r"\b(?:an?|the|one|first|second|two|newly|recently|already|only|other|any) $")
ATTRIBUTE_AFTER = _words(r"^ (?:[\w-]+ ){0,2}(?:treatments?|therap(?:y|ies)|products?|medicines?|drugs?)\b")
PRICERS = _words(
    r"\bchuikyo\b|\bsocial insurance\b|\bassurance sociale\b|中医協|保険医療協議会|社會保險|社会保险|중앙사회보험"
)
PRICE = _words(r"\bprix\b|\bprices?\b|\bpricing\b|保険の対象|薬価|藥價|药价|약가")
MARKET = _words(
    r"\b(?:hits?|reach(?:es|ed)|enter(?:s|ed)) (?:the )?market\b|\b(?:is|are|now|already) on the market\b|\bgoes on sale\b|\bnow on sale\b"
    r"|\b(?:has|have) (?:been )?launched\b|実用化(?:された|が決ま|した|が実現|となった)|実用化(?:、|。|$)"
    r"|発売(?:された|を開始した)|販売が始まった|市場に(?:登場|出)|上市了|已(?:经|經)?上市|출시(?:됐|되었|했)"
)
COVERAGE = _words(
    r"\bcover(?:ed|age|s)?\b|\breimburs\w+|\binsurance\b|\binsured\b|\bprice[- ]list|\bNHI\b|保険適用|保険収載|保険で|保険が|公的保険"
    r"|薬価|収載|급여|건강보험|약가|医保|醫保|健保|藥價|药价|rembours\w+"
)
PROOF = _words(
    r"\bprov(?:es|ed|en|ing)\b|\bproof\b|\bvalidat(?:es|ed|ing|ion)\b|\bvouch\w*|\bseal of approval\b"
    r"|\b(?:confirms?|confirmed|confirming|shows?|demonstrat\w+|establish\w+|means?|attests?)\b (?:[\w'’-]+ ){0,4}?"
    r"(?:efficacy|effective\w*|works|benefits?)"
    r"|有効性(?:が|を|は)(?:国に|国が)?(?:認め|証明|確認|裏付|実証|お墨)|効果(?:が|を|は|も)(?:国に|国が)?(?:認め|証明|裏付|実証|お墨|保証)"
    r"|(?:効く|効果がある|有効な)(?:こと|証|という証)|(?:証明|裏付け|証拠|証し|お墨付き)(?:だ|され|た|と|を|です|に|である)"
    r"|효과(?:가|를)? ?(?:입증|증명|인정)|(?:证明|證明|证实|證實)[^。]{0,12}(?:有效|疗效|療效)|prouv\w+|preuve"
    r"|効果が?あると(?:いうこと)?(?:を)?(?:、)?(?:国が|政府が)?(?:証明|認め|お墨)|(?:有効だ|効く)と(?:国が|政府が)?(?:証明|認め)"
)
PROVEN = _words(
    r"\bproven (?:to |in (?:humans|patients|people)|effective|efficacy|treatment|therapy|option|solution|remedy|safe|results?|benefit)|\b(?:is|are|has been|have been|was|were) (?:clinically |now )?proven\b"
    r"|(?<!been )(?<!of )(?<!cell )\bcur(?:es|ed)\b(?! in)|\b(?:a|the|permanent|definitive|first) cure\b"
    r"|\brevers(?:es|ed|ing) (?:the )?(?:course|progress\w*|damage|symptoms|disease|parkinson\w*|heart|decline|effects)"
    r"|(?<!to )\brestor(?:es|ed|ing) (?:[\w-]+ ){0,3}(?:function|movement|health|mobility)"
    r"|\b(?:an|the|safe,?|is|are|highly|truly) effective (?:treatment|therapy|cure|and)\b|\bsafe and effective\b|\bhighly effective\b"
    r"|\b(?:significant|dramatic|remarkable|marked)(?:ly)? (?:[\w-]+ ){0,3}(?:improv\w+|gains?|benefits?|recover\w+)"
    r"|\b(?:improv\w+|recover\w+) (?:significantly|dramatically|remarkably|markedly)"
    r"|\bprov(?:es|ed|en) (?:[\w'’-]+ ){0,4}(?:efficacy|effective\w*|works)|\b(?:efficacy|effectiveness) (?:of [\w ]{2,40} )?(?:is|has been|was|were) (?:\w+ )?(?:proven|established|demonstrated)"
    r"|\bdefeat(?:s|ed) parkinson|\bend(?:s|ed)? parkinson"
    r"|有効(?:である|な)?こと(?:が|は|も)(?:科学的に|すでに)?(?:証明|実証|立証)|有効性(?:が|は|も)(?:科学的に|すでに|十分に)?(?:証明|確立|実証|立証)|効果(?:が|は|も)(?:科学的に|すでに|十分に)?(?:実証|証明|立証|確立)"
    r"|(?<!政)治る(?:病|よう|時代|の|。|$)|根本(?:から|的に)治(?:す|る|せ)|(?:が|を)治(?:した|せる|すことができる)|根治(?:でき|する|が可能|治療が|させ)|完治(?!し(?:な|て(?:い|お)(?:な|ら)))|治癒(?:し(?:た|ます)|する|でき)"
    r"|(?:著しい|著しく|大幅(?:な|に)|劇的(?:な|に)|目覚ましい|飛躍的に)(?:[^。、]{0,8})?(?:改善|回復)|確実に(?:効|改善)"
    r"|효과(?:가|는) ?(?:입증|증명)(?:됐|되었|된)|완치|획기적으로 ?개선|(?:确认|確認|证实|證實|证明|證明)了[^。,]{0,16}(?:有效性|疗效|療效)|(?:有效性|疗效|療效)(?:已)?(?:得到|获得|獲得)了?(?:证|證|确|確)|治愈|治癒(?:了|多|所有|患)|根治|显著改善了|顯著改善了"
    r"|efficacité (?:est |a été )?(?:prouvée|démontrée)|guéri(?:t|ssent)\b|amélioration significative"
    r"|\b(?:beats|conquers|eliminates|fixes|heals) (?:\w+ )?(?:parkinson\w*|heart failure|the disease)|\bclinically proven\b|\bproven cure\b|\b100% effective\b"
    r"|治(?:ります|りました|った(?:。|と|、|人|患者))|治せる(?:。|病|よう|ように)|病を克服し|効果は確実|確かな効果が(?:ある|証明)"
)
WORKS = _words(
    r"(?<!\bon )(?<!\ban )(?<!\bthe )(?<!\bits )\b(?:improved|improves)\b(?! from)|\b(?:show(?:s|ed|ing)?|saw|seen|experienc\w+|report(?:ed|s|ing)|confirm(?:ed|s)|demonstrat\w+|brought|led to"
    r"|leads to|result(?:ed|s) in|achiev\w+|display\w*|enjoy\w*|record\w*|produc\w+|clear|real) (?:[\w-]+ ){0,3}improve(?:ment|ments|d)\b"
    r"|\bworks\b(?! (?:to|for|with|at|by|in|as|of|on))|\b(?:cells|patch|sheet|therapy|treatment|implants?) (?:is|are) working\b|\btremors? (?:has|have|had) (?:gone|vanished|disappeared|stopped)|\b(?:shown|found|known) to (?:work|help|be effective)\b|\bpatients (?:now |again |can )?(?:\w+ ){0,2}(?:walk|move|speak|live) (?:better|again|freely)|\b(?:is|are|was|were|proved) (?:highly |very |clearly )?effective\b|\beffective (?:treatment|therapy)\b"
    r"|\b(?:patients|recipients|people|they)\b[^.;]{0,40}\b(?:benefit(?:ed|s)|recovered|regained)\b|\b(?:slow(?:s|ed)|halt(?:s|ed)|eas(?:es|ed)|reliev(?:es|ed)) (?:[\w'’-]+ ){0,3}(?:symptoms|disease|tremor\w*|progression|parkinson\w*)"
    r"|\bsymptoms (?:\w+ )?(?:improved|eased|lessened|disappeared)"
    r"|改善(?:し(?:た|て(?!ほし)|ます|ました)|する(?:。|$|と(?:いう)?(?:結果|実績))|が(?:み|見|認|確認さ|得)(?!られな|られず)|を(?:示|認|確認し|もたら)|された|させ(?:た|る|ます))"
    r"|効果(?:が|を|も)(?:確認(?:され|し)(?:た|て)|示し|認めら|発揮|上げ|得られ(?!な|ず|ませ|にく)|出て|あ(?:る|っ|り)ま?(?:す|した|た)?(?:。|$|と))|有効性(?:が|を|も)(?:確認(?:さ|し)|認めら|示し|示さ)"
    r"|効く(?:。|$|と)|(?:回復|改善)させ(?:る|た|ます)|(?:震え|息切れ|症状|こわばり)(?:が|は|も)(?:[^。、]{0,6})?(?:消え|なくな|止ま)|歩けるように(?:な)|(?:症状|機能|動き)(?:が|は|も)(?:[^。、]{0,8})?(?:回復し(?:た|ます|ました|て)|軽(?:く|減し)|良くな)"
    r"|(?:개선|호전|회복)(?:됐|되었|했|하였|되고|을 보|이 확인)|(?:平均|明显|明顯|显著|顯著|得到|有了?)(?:改善|好转|好轉)|(?:amélior(?:é|ent|e)|améliorations?) (?:\w+ ){0,4}(?:symptômes|fonction|patients)"
    r"|\b(?:regain(?:ed|s)|recover(?:ed|s)) (?:\w+ ){0,3}(?:movement|control|function|strength|mobility|speech)|\b(?:results|effects?) (?:were|are|was|is) (?:\w+ )?(?:striking|impressive|remarkable|dramatic|excellent)|\b(?:helps|helped) (?:\w+ )?(?:patients|people|hearts?) (?:to )?(?:walk|move|live|recover|pump|beat)"
    r"|(?:動き|歩行|会話|生活)(?:も|が|は)[^。、]{0,6}(?:スムーズ|滑らか|楽)に|効果(?:あり|抜群|てきめん)|薬の量が減(?:り|った|っ)|元気に(?:な|歩)|動けるように"
)
COUNTED = _words(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+|half|both)\b (?:of|out of|showed?|had|saw|experienced|improved|did|were|responded|patients|people)\b"
    r"|(?:\d+|[一二三四五六七八九十])(?:人|例|名|명|位)|(?:quatre|trois|cinq|six|sept|huit|\d+) (?:des|d'entre|sur|patients)"
)
DESIGN = _words(
    r"\bopen[- ]label\b|\buncontrolled\b|\bsingle[- ]arm\b|\bcontrol(?:led)? (?:group|arm|stud"
    r"|trial)\w*|\bno controls?\b|\bcomparison group\b|\bplacebo\b|\bsham\b|\brandomi[sz]ed\b|\bblind\w*|非盲検|対照群|対照を|比較対照|単群"
    r"|単一群|非対照|プラセボ|偽薬|無作為|盲検|대조군|위약|눈가림|对照|對照|开放标签|開放性|groupe (?:témoin|contrôle)|en ouvert"
)
HEART = _words(r"heart|cardi|myocard|心筋|心臓|心不全|심장|심근|心肌|心脏|心臟|cœur")
REPLACES = _words(
    r"\b(?:replac(?:e|es|ed|ing)|rebuild(?:s|ing)?|rebuilt|regenerat(?:e|es|ed|ing)|repair(?:s|ed"
    r"|ing)?|regrow(?:s|ing)?|regrew|mend(?:s|ed|ing)?|restor(?:e|es|ed|ing)) (?:\w+[ -]){0,4}"
    r"(?:lost|dead|damage[ds]?|destroyed|scarred|cardiomyocytes?|heart (?:muscle|tissue|cells)|cardiac (?:muscle|tissue|cells)|myocardium|muscle)\b"
    r"|\bnew (?:heart|cardiac) muscle\b|\bheart muscle (?:grows|regrows) back"
    r"|心筋(?:細胞|組織)?(?:そのもの|自体)?を(?:再生|補|置き換|修復|作り直|よみがえ|新しく)|失われた心筋|(?:死んだ|壊れた"
    r"|傷んだ|壊死した)心(?:筋|臓)[^。]{0,16}(?:再生|置き換|補|修復|よみがえ)|心臓(?:の組織|の筋肉)?を(?:再生|修復|作り直|よみがえ)"
    r"|心筋(?:細胞)?が(?:再生|よみがえ|元に戻)|心臓が(?:再生|よみがえ)|심근(?:을|세포를)? ?(?:재생|대체|복구)|(?:修复|修復|替换|替換|再生)(?:受损|受損|坏死|壞死)?的?心(?:肌|脏|臟)"
    r"|(?:répar|régénèr|régénér|remplac)\w+ (?:[\w']+ ){0,3}(?:cœur|muscle cardiaque|cardiaques?)"
    r"|新しい心筋(?:と|に)な|心筋に(?:な(?:って|る)|生まれ変わ|置き換わ)|心臓の(?:筋肉|一部)(?:に|と)な|\bbecomes? (?:new |part of )?(?:the )?(?:heart muscle|heart tissue)|\bheals? (?:\w+ ){0,2}heart\w* (?:\w+ )?by replac"
)
OWN_CELLS = _words(
    r"\b(?:made|derived|grown|produced|created|taken|reprogrammed|cultured) from (?:the |a |each )?patients?['’]?s?['’]? own\b"
    r"|\b(?:the |a )?patients?['’]s? own (?:\w+ )?(?:cells|iPS|skin|blood|tissue)|\byour own cells\b|\b(?:made|derived|grown) from (?:human )?(?:embryonic|embryos)\b"
    r"|\bautologous iPSC?[- ](?:derived|based)?"
    r"|患者(?:さん)?(?:自身|本人|自ら)の(?:細胞|iPS|皮膚|血液)|(?:自分|自身)の(?:細胞|皮膚|血液)から(?:作|つく)|自家iPS|(?<!非)自己iPS|ES細胞(?:から|を使っ|由来)"
    r"|胚性幹細胞(?:から|由来)|환자 ?(?:자신|본인)의 ?(?:세포|피부|혈액)|患者(?:自身|本人)的?(?:细胞|細胞|皮肤|皮膚|血液)|propres cellules"
    r"|(?:自分|自身|本人|自ら)の(?:iPS)?(?:細胞|皮膚|血液)(?:を(?:使|用)|で(?:作|つく|治))"
)
SAFE = _words(
    r"\b(?:is|are|proved|proven|completely|perfectly|totally|entirely|fully|100% |absolutely"
    r"|considered) (?:to be )?(?:\w+ )?safe\b|\bsafe and effective\b|\b(?:no|without(?: any)?|free of|free from"
    r"|zero) side[- ]effects?\b(?! (?:had|have|has|were|was|seen|reported|observed|found|noted|so far))|\b(?:carries|has|have|with|poses?) no risks?\b|\brisk-free\b"
    r"|\bno (?:risk of )?(?:immune )?rejection\b(?! risk (?:data|stud))"
    r"|\b(?:no|without(?: any)?) rejection risks?\b|\bsafety (?:of [\w ]{2,40} )?(?:is|has been|was) (?:\w+ )?(?:established|proven|settled|guaranteed|demonstrated)\b"
    r"|\b(?:demonstrat|prov|establish|guarante)\w+ (?:the |its |their |both )?(?:\w+ )?safety\b"
    r"|安全性(?:が|は|も)(?:すでに|十分に|完全に|国に)?(?:確立|証明|実証|保証|立証)|安全に[^。、]{0,12}(?:実証|証明)|安全性(?:の|に)(?:問題|懸念|心配)(?:は|が|も)?(?:一切)?な"
    r"|(?<!重篤な)(?<!重い)(?<!重大な)(?<!深刻な)(?<!目立った)副作用(?:は|が|も|の(?:心配|リスク)(?:は|が|も)?)(?:一切|全く|まったく)?(?:な(?:い|く(?!な)|し)|ありません|ゼロ)|(?<!重い)(?<!重篤な)(?<!重大な)(?<!深刻な)(?<!目立った)副作用(?:は)?(?:なし|ゼロ)"
    r"|拒絶反応(?:は|が|も|の(?:心配|リスク|問題)(?:は|が|も)?)(?:一切|全く)?(?:ない|なく(?!な)|なし|起きない|起こらない|ありません|起きません|クリア|解消|ゼロ)|安全な治療(?:法)?(?:だ|です|として|。)"
    r"|(?:完全に|極めて|非常に|100%)安全|부작용(?:이)? ?(?:전혀 )?없|안전성(?:이|은) ?(?:입증|증명|확립)(?:됐|되었|된)|거부 ?반응(?:이|도)? ?없"
    r"|(?:无|無|没有|沒有)(?:任何)?副作用|(?:确认|證實|证实|確認|证明|證明)了[^。,]{0,20}安全性|安全无副|(?:sans|aucun) effets? secondaires?\b(?! grave)|sans risque"
    r"|\ba (?:\w+ and )?safe,? (?:and \w+ )?(?:option|treatment|therapy|choice|alternative)\b|\bharmless\b|\bsafety (?:proven|established|guaranteed)\b|\bno (?:known )?risks?\b(?! (?:data|assess))|(?<!性の)(?<!性が)安全(?:です|だ(?:。|$|と(?:断言|言い切))|である(?:。|こと)|で(?:、|確実))|安心・安全|安全・安心|リスク(?:は|が)(?:ほとんど|全く|一切)?(?:ない|ゼロ|ありません)"
)
AT_LARGE = _words(
    r"\biPSC?(?:[- ]cell)?s?[- ](?:based )?(?:therap(?:y|ies)|treatments?|medicine) (?:is|are|have been"
    r"|has been) (?:now |officially |finally |all )?(?:approved|legal|authori[sz]ed|validated|proven)\b"
    r"|\bstem[- ]cell (?:therap(?:y|ies)|treatments?|clinics?|medicine) (?:is|are|have|has|was|were) (?:now |officially |finally |been |at last |all )*"
    r"(?:approved|validated|endorsed|vindicated|legal|proven)\b"
    r"|\b(?:validat|vindicat|endors|legitimi[sz])\w+ (?:\w+ ){0,3}(?:stem[- ]cell|MSC|exosome|regenerative) (?:clinics?|therap\w+|treatments?|medicine)"
    r"|\b(?:all|every|any) (?:iPSC?|stem[- ]cell|MSC|exosome)[- ](?:\w+ )?(?:therap\w+|treatments?) (?:is|are) (?:now )?(?:approved|safe|legal|proven)"
    r"|iPS(?:細胞)?(?:による)?(?:の)?(?:治療|医療)(?:全般)?(?:が|は|も)(?:すべて)?(?:国に|国から|正式に|ついに)*(?:承認|認可|解禁|認められ)"
    r"|幹細胞(?:を使う|による)?(?:治療|医療|療法)(?:全般|一般)?(?:が|も|は|の(?:効果|安全性|有効性)(?:が|も))(?:国に|国から|正式に|ついに)*(?:承認|認め|認可|証明|裏付け)"
    r"|(?:エクソソーム|培養上清|再生医療)(?:治療|全般)?(?:が|も|の(?:効果|安全性|有効性)(?:が|も))(?:国に|国から|正式に)*(?:承認|認め|認可|証明|裏付け)(?:ら|さ)れ"
    r"|줄기세포 ?치료(?:가|도) ?(?:모두 )?(?:승인|인정)|干细胞(?:疗法|治疗)(?:都|全部|已)?(?:获批|得到批准)|幹細胞(?:療法|治療)(?:都|全部|已)?(?:獲批|得到批准)"
    r"|\b(?:stem[- ]cell|iPSC?(?:[- ]cell)?|MSC|exosome|regenerative)[- ](?:therap(?:y|ies)|treatments?|clinics?|medicine) (?:\w+ )?(?:works?|(?:is|are) (?:\w+ )?(?:safe|effective|here))\b"
    r"|\b(?:exosomes?|MSCs?)\b[^.]{0,40}\b(?:the same (?:science|thing|cells|principle)|(?:work|works) too|just as)"
    r"|(?:幹細胞|エクソソーム|培養上清|自由診療の[^。、]{0,8})(?:治療|療法)?(?:も|が|は)[^。、]{0,10}(?:正しさ|有効性|効果|安全性)(?:が|も)[^。、]{0,6}(?:裏付け|証明|認め|実証)"
)
CARRIED_OVER = _words(
    r"\b(?:validation|validates?|proof|confirmation|endorsement|confirms?|proves?|shows?|vindicates?) (?:of|for"
    r"|that)?\b ?(?:\w+['’]?s? ?){0,6}(?:leadership|field|approach|clinics?|our|therap\w+"
    r"|treatments?|medicine|framework|commitment)|\bvalidate is\b|\b(?:iPSC?|approv\w+"
    r"|certified)\b[^.]{0,80}\balso (?:governs?|applies|covers?|supports?)\b[^.]{0,40}\b(?:MSC"
    r"|mesenchymal|exosome|adipose|stem[- ]cell)"
    r"|\b(?:same|similar|comparable) (?:\w+ ){0,4}(?:at|in|by|from|behind|of) (?:our|we)\b|\bour (?:[\w-]+ ){0,3}(?:MSC|exosome|stem[- ]cell|adipose)\b[^.]{0,60}\b(?:same|too|likewise|equally|also)\b"
    r"|(?:当院|当クリニック)の(?:自家|脂肪由来|脂肪)*(?:幹細胞|再生医療|エクソソーム|培養上清|治療)[^。]{0,40}(?:同じ|同様|も|裏付け)"
    r"|(?:承認|iPS)[^。]{0,60}(?:当院|当クリニック)の(?:自家|脂肪由来|脂肪)?(?:幹細胞|再生医療|エクソソーム|培養上清|治療)"
    r"|(?:当院|当クリニック)(?:では|でも|も)[^。]{0,40}(?:同じ|同様)|(?:同じ|同様の)(?:[^。、]{0,10})(?:治療|技術|効果)[^。]{0,20}(?:当院|当クリニック)"
)
SELLER = _words(
    r"当院(?!長)|当クリニック|ご予約|無料カウンセリング|カウンセリング(?:予約|を受付)|(?:治療|カウンセリング|予約)の?お問い合わせはこちら|無料相談"
    r"|\bour clinics?\b|\bat our (?:center|centre|hospital)\b"
    r"|\bwe (?:currently )?offer\b[^.]{0,60}(?:therap|treatment|MSC|stem)|\b(?:therapies|treatments) we offer\b"
    r"|\b(?:book|schedule|request) (?:a |an |your )?(?:free )?(?:consultation|appointment|quote)|\bfree (?:consultation|quote)\b"
    r"|\binternational patients\b[^.]{0,60}\b(?:contact|book|our)\b|\baffiliate (?:links?|commission)|\bthis (?:article|post|page) (?:is|was) (?:sponsored|paid|written in partnership)"
    r"|\bI (?:own|hold) (?:\w+ ){0,3}shares\b|\bwe (?:may )?(?:earn|receive) (?:a |an )?(?:commission|fee|compensation)|アフィリエイト|プロモーションを含みます|본원|저희 (?:병원|클리닉)|상담 ?예약|我们?(?:诊所|医院)|本院|prenez rendez-vous|notre clinique"
    r"|\b(?:call|contact|email) us\b|\bcontact our (?:team|coordinators?|staff|office)|\bour (?:partner|affiliated) (?:hospitals?|clinics?|doctors)|\bthe (?:author|writer)s? (?:has|have|holds?|owns?|received?|is|was)[^.]{0,40}\b(?:fees?|shares|stock|honorari\w+|consultant|paid|employee)\b|\bI (?:am|was) (?:long|paid|a shareholder)"
    r"|広告を(?:含み|利用)|アフィリエイト|筆者は[^。]{0,30}(?:株|講演料|謝礼|顧問)|お(?:電話|問い合わせ|申し込み)(?:は|ください)[^。]{0,10}(?:こちら|まで)"
)
PAID = _words(
    r"【PR】|\[PR\]|［PR］|^PR[:：]|PR記事|広告記事|記事広告|スポンサー(?:記事|ド)|タイアップ|(?<!写真)(?<!画像)(?<!資料)(?<!図版)(?<!映像)提供[:：]\s?\S+"
    r"|\bsponsored (?:content|post|article|by)\b|\bpaid (?:partnership|promotion|post|content)\b|\badvertorial\b|\badvertisement feature\b|\bin association with\b"
    r"|\bpresented by\b|\bbrought to you by\b|\bpromoted (?:post|content)\b|^広告\b|企画・制作"
)
AVAILABLE = _words(
    r"\b(?:(?:now|already|currently) (?:commercially )?available|available (?:now|today)|approved and available"
    r"|being made available|(?:is|are) (?:commercially )?available (?:in japan|across japan|at (?:our|selected|certified|\w* ?hospitals|\w* ?clinics)|to patients"
    r"|for (?:patients|treatment)))\b|\b(?:patients|you|anyone|people) (?:\w+ ){0,3}can (?:now|already) (?:receive|get|access|be treated)"
    r"|\b(?:now|already) (?:being )?(?:offered|used to treat|treating patients)\b|\bhas become available\b"
    r"|(?:すでに|既に|今すぐ|今なら|現在|いま|もう)[^。]{0,20}(?:受けられ(?!な|ま)|受けることができ|利用でき|提供され|実用化され|使われて|販売され|発売され)"
    r"|(?:治療|移植)(?:を|が)(?:[^。、]{0,6})?受けられる(?:ように(?:なった|なりました)|。|$)|(?:で|から)(?:[^。、]{0,10})受けられます|治療(?:が|を)開始(?:し(?:た|ました)|され(?:た|ました))"
    r"|提供(?:を)?開始し(?:た|ました)|提供中|(?:発売|販売)中|一般の患者(?:も|が)受けられる"
    r"|(?:이미|현재|지금)[^.]{0,20}(?:받을 수 있|이용할 수 있|시판)|(?:现在|現在|目前|已)[^。]{0,8}(?:可以接受|可接受|可以使用)|(?:est|sont) (?:déjà |désormais )disponibles?\b"
    r"|\bcan (?:now |already |today )?be (?:had|obtained|received|bought)\b|\b(?:is|are) being (?:given|offered|used|sold) (?:to|at|in)\b|\bhospitals? (?:now|already) (?:offers?|provides?|uses?|gives?)\b|\bopen to (?:all )?patients\b|\b(?:is|are) (?:now|already) (?:sold|in use|used)\b"
    r"|提供されて(?:い(?!な)|お(?!ら))|治療を(?:提供|実施)して(?:い(?!な)|お(?!ら))|受付(?:を開始し|が始ま)|(?:現在|いま|今)[^。]{0,30}(?:受けることができ|受けられ(?!な|ま))"
)
NO_PRICE = _words(
    r"\b(?:plant|factory|facility|center|centre|construction|building|market (?:size|worth|value)|sales|revenue|funding|raised|invest\w*|grant|shares?|budget)\b"
    r"|工場|施設(?:の)?建設|建設費|市場規模|売上|調達|投資|助成|株価|時価総額|予算|공장|시장 규모|매출|工厂|工廠|市场规模"
    r"|自己負担|患者負担|高額療養費|\bco-?pay\w*|\bcapped\b|\bout[- ]of[- ]pocket\b"
)
COST = _words(
    r"\b(?:costs?|costing|price[ds]?|pricing|price tag|fees?|charg(?:e|es|ed|ing)|bill|set\w* (?:\w+ ){1,3}back|pays?|per patient|a head|runs? to)\b"
    r"|治療費|費用|かか(?:る|り|った)|価格|値段|料金|薬価|치료비|비용|가격|费用|費用|价格|價格|\bcoût\w*|\bprix\b"
)
SOME_THOUSANDS = _words(r"\b(?:tens|hundreds) of thousands of (?:dollars|euros|pounds)|数千万円|数百万円")
HYPE = _words(
    r"(?<!['’]s )\bbreakthroughs?\b(?! (?:therapy|designation|device|t1d|prize|infection))|\bmiracles?\b|\bmiraculous\b|\brevolution(?:ary|i[sz]es?|i[sz]ed|i[sz]ing)\b"
    r"|\ba (?:\w+ )?revolution\b|\bgame[- ]?chang\w+|\b(?:very|extremely) bullish\b|\bholy grail\b|\bwonder (?:drug|cure|cells?)\b|\bmagic(?:al)? (?:bullet|cells?|cure)\b|\bmind[- ]blowing\b|\bcure-all\b"
    r"|世界初[^。]{0,20}(?:夢の|奇跡|革命)|(?:夢の|奇跡の|魔法の|奇跡的な|究極の)(?:治療|薬|新薬|医療|細胞|製品|回復|シート|再生)|革命的|医療(?:の)?革命|特効薬|魔法のよう|奇跡を起こ"
    r"|기적의|꿈의 (?:치료|신약)|혁명적|奇迹|奇蹟|神奇|革命性|révolutionnaires?\b|miracle|miraculeu\w+"
    r"|\bsilver bullet\b|\bpanacea\b|\bfountain of youth\b|\bdefies belief\b"
    r"|革命(?:を(?:もたら|起こ)し|だ。|である)|救世主|万能薬|奇跡の(?:細胞|一手|技術|復活)|夢のよう(?:な|に)|魔法の|奇跡的に"
)
TECHNIQUE = _words(r"^[ -]?(?:\w+ )?(?:technique|technology|discover|method|reprogramm|finding|research|tool)")
ABROAD = _words(
    r"\b(?:won|wins|received|receives|got|gained|secured|obtained|has|have|with|after|following) (?:[\w-]+ ){0,2}FDA approval\b|\bFDA[- ](?:approved|approves|authori[sz]ed)\b(?! (?:of|for|to) (?:an? |the |its )?(?:\w+ ){0,3}(?:trial|study|IND))|\b(?:EU|EMA|Europe|US|U\.S\.|MHRA|UK)[- ](?:approved|approves|approval|authori[sz]ed)\b"
    r"|\b(?:approved|authori[sz]ed|cleared) (?:for (?:use|sale) )?(?:by|in) the (?:US |U\.S\. )?(?:FDA|EMA|U\.S\.|US|European|EU|United States)\b"
    r"|\b(?:FDA|EMA|European (?:Commission|Medicines Agency)) (?:has |have |just )*(?:approved|granted (?:\w+ )?approval|authori[sz]ed|greenlit)"
    r"|\b(?:America|Europe)['’]s (?:FDA|regulator)\w* (?:has )?approved|海外(?:で)?も承認|FDA(?:が|の|に|で|から)?(?:正式)?承認(?!申請|取得を目指|審査)|FDA(?:が|も|は)[^。、]{1,16}を(?:正式に)?承認|(?:欧州|米国|EU|英国)(?:でも?|が|当局が|当局の)(?:正式に|すでに)?承認|米で承認|FDA ?(?:의 ?)?승인|FDA ?(?:已)?批准|approuvé\w* par la FDA"
    r"|\b(?:US|U\.S\.|American|European|EU|UK|British|Chinese|Korean) (?:regulators?|authorit(?:y|ies)|(?:medicines )?agency|officials) (?:has |have |had |just |also )*(?:approved|authori[sz]ed|licen[sc]ed|cleared|greenlit|granted (?:\w+ ){0,2}(?:approval|authori[sz]ation))"
    r"|\b(?:FDA|EMA|MHRA)\b (?:has |have |just |also )*(?:approved|granted (?:\w+ ){0,2}(?:approval|authori[sz]ation)|licen[sc]ed)"
    r"|(?:米国|米|欧州|EU|英国|欧米|海外)(?:の)?(?:FDA|当局|規制当局|政府)?(?:から|で|が|に)(?:も)?[^。、]{0,8}(?:承認|認可)(?:を(?:取得し|得|受け)|され|済)"
    r"|FDA(?:から|の)(?:も)?[^。、]{0,6}(?:承認|認可)(?:を(?:取得し|得|受け)|され|済)"
)
TAKEN_UP = _words(
    r"^,? ?(?:it|them|both|this|these|the (?:\w+ )?(?:therap|treatment|product|cells)|in|last|on|for|and|as|iPS)\b|^\W*$"
)
COMPARED = _words(
    r"\bdiffer\w*|\bcompar\w+|\btypically\b|\bversus\b|\bvs\b|違い|比べ|異な|目指|めざ|\bseek\w*|\bplan\w*|\bapply\b|\bapplication\b|\bIND\b"
    r"|たい\b|たいと|\binvestigational\b|\b(?:clinical )?trials? (?:in|of)\b|治験|臨床試験|予定|申請|\brunning\b|임상|临床|臨床|\bhop(?:e|es|ing)\b|\bwould\b|\bcould\b"
)
