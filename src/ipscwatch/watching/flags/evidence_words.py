"""The words of overclaims about what a product does."""

from __future__ import annotations

from ipscwatch.watching.flags.words import expression

FEW = expression(
    r"\bhandful\b|\bsmall (?:number|trial|stud|sample|group)|\b(?:just|only) (?:\w+ )?patients\b"
    r"|\bfew patients\b|少数|人数が少な|例数が少な|(?:症例|患者)(?:数)?(?:が|は|も)少な|少ない(?:症例|人数"
    r"|患者)|소수|少数|少數"
)
COVERAGE = expression(
    r"\bcover(?:ed|age|s)?\b|\breimburs\w+|\binsurance\b|\binsured\b|\bprice[- ]list|\bNHI\b|保険適用|保険収載"
    r"|保険で|保険が|公的保険|薬価|収載|급여|건강보험|약가|医保|醫保|健保|藥價|药价|rembours\w+"
)
PROOF = expression(
    r"\bprov(?:es|ed|en|ing)\b|\bproof\b|\bvalidat(?:es|ed|ing|ion)\b|\bvouch\w*|\bseal of approval\b"
    r"|\b(?:confirms?|confirmed|confirming|shows?|demonstrat\w+|establish\w+|means?"
    r"|attests?)\b (?:[\w'’-]+ ){0,4}?(?:efficacy|effective\w*|works|benefits?)|有効性(?:が|を|は)(?:国に"
    r"|国が)?(?:認め|証明|確認|裏付|実証|お墨)|効果(?:が|を|は|も)(?:国に|国が)?(?:認め|証明|裏付|実証|お墨"
    r"|保証)|(?:効く|効果がある|有効な)(?:こと|証|という証)|(?:証明|裏付け|証拠|証し|お墨付き)(?:だ|され|た|と"
    r"|を|です|に|である)|효과(?:가|를)? ?(?:입증|증명|인정)|(?:证明|證明|证实|證實)[^。]{0,12}(?:有效|疗效"
    r"|療效)|prouv\w+|preuve|効果が?あると(?:いうこと)?(?:を)?(?:、)?(?:国が|政府が)?(?:証明|認め|お墨)"
    r"|(?:有効だ|効く)と(?:国が|政府が)?(?:証明|認め)"
)
PROVEN = expression(
    r"\bproven (?:to |in (?:humans|patients|people)|effective|efficacy|treatment|therapy|option|solution"
    r"|remedy|safe|results?|benefit)|\b(?:is|are|has been|have been|was|were) (?:clinically |now )?proven\b"
    r"|(?<!been )(?<!of )(?<!cell )\bcur(?:es|ed)\b(?! in)|\b(?:a|the|permanent|definitive|first) cure\b"
    r"|\brevers(?:es|ed|ing) (?:the )?(?:course|progress\w*|damage|symptoms|disease|parkinson\w*|heart|decline"
    r"|effects)|(?<!to )\brestor(?:es|ed|ing) (?:[\w-]+ ){0,3}(?:function|movement|health|mobility)|\b(?:an"
    r"|the|safe,?|is|are|highly|truly) effective (?:treatment|therapy|cure|and)\b|\bsafe and effective\b"
    r"|\bhighly effective\b|\b(?:significant|dramatic|remarkable|marked)(?:ly)? (?:[\w-]+ ){0,3}(?:improv\w+"
    r"|gains?|benefits?|recover\w+)|\b(?:improv\w+|recover\w+) (?:significantly|dramatically|remarkably"
    r"|markedly)|\bprov(?:es|ed|en) (?:[\w'’-]+ ){0,4}(?:efficacy|effective\w*|works)|\b(?:efficacy"
    r"|effectiveness) (?:of [\w ]{2,40} )?(?:is|has been|was|were) (?:\w+ )?(?:proven|established"
    r"|demonstrated)|\bdefeat(?:s|ed) parkinson|\bend(?:s|ed)? parkinson|有効(?:である|な)?こと(?:が|は"
    r"|も)(?:科学的に|すでに)?(?:証明|実証|立証)|有効性(?:が|は|も)(?:科学的に|すでに|十分に)?(?:証明|確立"
    r"|実証|立証)|効果(?:が|は|も)(?:科学的に|すでに|十分に)?(?:実証|証明|立証|確立)|(?<!政)治る(?:病|よう"
    r"|時代|の|。|$)|根本(?:から|的に)治(?:す|る|せ)|(?:が|を)治(?:した|せる|すことができる)|根治(?:でき|する"
    r"|が可能|治療が|させ)|完治(?!し(?:な|て(?:い|お)(?:な|ら)))|治癒(?:し(?:た|ます)|する|でき)|(?:著しい"
    r"|著しく|大幅(?:な|に)|劇的(?:な|に)|目覚ましい|飛躍的に)(?:[^。、]{0,8})?(?:改善|回復)|確実に(?:効|改善)"
    r"|효과(?:가|는) ?(?:입증|증명)(?:됐|되었|된)|완치|획기적으로 ?개선|(?:确认|確認|证实|證實|证明"
    r"|證明)了[^。,]{0,16}(?:有效性|疗效|療效)|(?:有效性|疗效|療效)(?:已)?(?:得到|获得|獲得)了?(?:证|證|确|確)"
    r"|治愈|治癒(?:了|多|所有|患)|根治|显著改善了|顯著改善了|efficacité (?:est |a été )?(?:prouvée|démontrée)"
    r"|guéri(?:t|ssent)\b|amélioration significative|\b(?:beats|conquers|eliminates|fixes|banishes|wipes out"
    r"|heals) (?:\w+ )?(?:parkinson\w*|heart failure|the disease)|\bclinically proven\b|\bproven cure\b"
    r"|\b100% effective\b|治(?:ります|りました|った(?:。|と|、|人|患者))|治せる(?:。|病|よう|ように)"
    r"|病を克服し|効果は確実|確かな効果が(?:ある|証明)|有効性(?:も|と)安全性(?:も|が|は)[^。、]{0,6}(?:証明"
    r"|実証|確立|立証)|(?:効果|効き目|有効性|効能|実力)(?:は|が|も)(?:国(?:の|も|が)|厚労省(?:の|も)|政府(?:の|も))?"
    r"(?:お墨付き|折り紙付き|保証付き|間違いな|実証済み|証明済み|立証済み)|\b(?:guaranteed|certain|sure) to work\b"
    r"|\b(?:shown|proven|found|known) to (?:reverse|cure|halt|restore|heal)\b"
    r"|\b(?:is|are|becomes?|became) (?:now |finally |at last )?(?:an? )?curable\b|\bas good as new\b"
    r"|(?:病|症|不全)を治す(?:世界|初|薬|治療|製品|細胞|iPS|時代|力)|根本治療が(?:可能に|でき(?!な)|実現)"
)
WORKS = expression(
    r"(?<!\bon )(?<!\ban )(?<!\bthe )(?<!\bits )\b(?:improved|improves)\b(?! from)|\b(?:show(?:s|ed|ing)?|saw"
    r"|seen|experienc\w+|report(?:ed|s|ing)|confirm(?:ed|s)|demonstrat\w+|brought|led to|leads to|result(?:ed"
    r"|s) in|achiev\w+|display\w*|enjoy\w*|record\w*|produc\w+|clear|real) (?:[\w-]+ ){0,3}improve(?:ment"
    r"|ments|d)\b|(?<!medicine )\bworks\b(?! (?:to|for|with|at|by|in|as|of|on))|\b(?:cells|patch|sheet|therapy"
    r"|treatment|implants?) (?:is|are) working\b|\btremors? (?:has|have|had) (?:gone|vanished|disappeared"
    r"|stopped)|\b(?:shown|found|known) to (?:work|help|be effective)\b|\bpatients (?:now |again "
    r"|can )?(?:\w+ ){0,2}(?:walk|move|speak|live) (?:better|again|freely)|\b(?:is|are|was|were"
    r"|proved) (?:highly |very |clearly )?effective\b|\beffective (?:treatment|therapy)\b|\b(?:patients"
    r"|recipients|people|they)\b[^.;]{0,40}\b(?:benefit(?:ed|s)|recovered|regained)\b|\b(?:slow(?:s|ed)"
    r"|halt(?:s|ed)|eas(?:es|ed)|reliev(?:es|ed)) (?:[\w'’-]+ ){0,3}(?:symptoms|disease|tremor\w*|progression"
    r"|parkinson\w*)|\bsymptoms (?:\w+ )?(?:improved|eased|lessened|disappeared)|改善(?:し(?:た|て(?!ほし)"
    r"|ます|ました)|する(?:。|$|と(?:いう)?(?:結果|実績))|が(?:み|見|認|確認さ|得)(?!られな|られず)|を(?:示|認"
    r"|確認し|もたら)|された|させ(?:た|る|ます))|効果(?:が|を|も)(?:確認(?:され|し)(?:た|て)|示し|認めら|発揮"
    r"|上げ|得られ(?!な|ず|ませ|にく)|出て|あ(?:る|っ|り)ま?(?:す|した|た)?(?:。|$|と))|有効性(?:が|を"
    r"|も)(?:確認(?:さ|し)|認めら|示し|示さ)|効く(?:。|$|と)|(?:回復|改善)させ(?:る|た|ます)|(?:震え|息切れ"
    r"|症状|こわばり)(?:が|は|も)(?:[^。、]{0,6})?(?:消え|なくな|止ま)|歩けるように(?:な)|(?:症状|機能"
    r"|動き)(?:が|は|も)(?:[^。、]{0,8})?(?:回復し(?:た|ます|ました|て)|軽(?:く|減し)|良くな)|(?:개선|호전"
    r"|회복)(?:됐|되었|했|하였|되고|을 보|이 확인)|(?:平均|明显|明顯|显著|顯著|得到|有了?)(?:改善|好转|好轉)"
    r"|(?:amélior(?:é|ent|e)|améliorations?) (?:\w+ ){0,4}(?:symptômes|fonction|patients)|\b(?:regain(?:ed|s)"
    r"|recover(?:ed|s)) (?:\w+ ){0,3}(?:movement|control|function|strength|mobility|speech)|\b(?:results"
    r"|effects?) (?:were|are|was|is) (?:\w+ )?(?:striking|impressive|remarkable|dramatic|excellent)|\b(?:helps"
    r"|helped) (?:\w+ )?(?:patients|people|hearts?) (?:to )?(?:walk|move|live|recover|pump|beat)|(?:動き|歩行"
    r"|会話|生活)(?:も|が|は)[^。、]{0,6}(?:スムーズ|滑らか|楽)に|効果(?:あり|抜群|てきめん)|薬の量が減(?:り"
    r"|った|っ)|元気に(?:な|歩)|動けるように"
    r"|\b(?:everyone|everybody|all of them|all (?:the )?patients)\b[^.;]{0,60}\bgot better\b"
    r"|\bno longer needs? (?:their |his |her |the |any )?(?:drugs|medication|pills|medicines?)\b"
    r"|薬(?:が|も|は)(?:ほとんど|もう|まったく)?(?:いらなく|要らなく|必要なく|不要に)な"
)
COUNTED = expression(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+|half|both)\b (?:of|out of|showed?|had|saw"
    r"|experienced|improved|did|were|responded|patients|people)\b|(?:\d+|[一二三四五六七八九十])(?:人|例|名|명"
    r"|位)|(?:quatre|trois|cinq|six|sept|huit|\d+) (?:des|d'entre|sur|patients)"
)
DESIGN = expression(
    r"\bopen[- ]label\b|\buncontrolled\b|\bsingle[- ]arm\b|\bcontrol(?:led)? (?:group|arm|stud|trial)\w*"
    r"|\bno controls?\b|\bcomparison group\b|\bplacebo\b|\bsham\b|\brandomi[sz]ed\b|\bblind\w*|非盲検|対照群"
    r"|対照を|比較対照|単群|単一群|非対照|プラセボ|偽薬|無作為|盲検|대조군|위약|눈가림|对照|對照|开放标签"
    r"|開放性|groupe (?:témoin|contrôle)|en ouvert"
)
HEART = expression(r"heart|cardi|myocard|心筋|心臓|心不全|심장|심근|心肌|心脏|心臟|cœur")
REPLACES = expression(
    r"\b(?:replac(?:e|es|ed|ing)|rebuild(?:s|ing)?|rebuilt|regenerat(?:e|es|ed|ing)|repair(?:s|ed|ing)?"
    r"|regrow(?:s|ing)?|regrew|mend(?:s|ed|ing)?|restor(?:e|es|ed|ing)) (?:\w+[ -]){0,4}(?:lost|dead"
    r"|damage[ds]?|destroyed|scarred|cardiomyocytes?|heart (?:muscle|tissue|cells)|cardiac (?:muscle|tissue"
    r"|cells)|myocardium|muscle)\b|\bhearts? grows? new (?:muscle|tissue)\b"
    r"|心臓の筋肉が(?:よみがえ|再生|元に戻)|\bnew (?:heart|cardiac) muscle\b|\bheart muscle (?:grows|regrows) back"
    r"|心筋(?:細胞|組織)?(?:そのもの|自体)?を(?:再生|補|置き換|修復|作り直|よみがえ|新しく)|失われた心筋"
    r"|(?:死んだ|壊れた|傷んだ|壊死した)心(?:筋|臓)[^。]{0,16}(?:再生|置き換|補|修復|よみがえ)|心臓(?:の組織"
    r"|の筋肉)?を(?:再生|修復|作り直|よみがえ)|心筋(?:細胞)?が(?:再生|よみがえ|元に戻)|心臓が(?:再生|よみがえ)"
    r"|심근(?:을|세포를)? ?(?:재생|대체|복구)|(?:修复|修復|替换|替換|再生)(?:受损|受損|坏死|壞死)?的?心(?:肌"
    r"|脏|臟)|(?:répar|régénèr|régénér|remplac)\w+ (?:[\w']+ ){0,3}(?:cœur|muscle cardiaque|cardiaques?)"
    r"|新しい心筋(?:と|に)な|心筋に(?:な(?:って|る)|生まれ変わ|置き換わ)|心臓の(?:筋肉|一部)(?:に|と)な"
    r"|\bbecomes? (?:new |part of )?(?:the )?(?:heart muscle|heart tissue)"
    r"|\bheals? (?:\w+ ){0,2}heart\w* (?:\w+ )?by replac|心(?:筋|臓)が(?:[^。、]{0,6})?元(?:どお|通)り"
)
OWN_CELLS = expression(
    r"\b(?:made|derived|grown|produced|created|taken|reprogrammed|cultured) from (?:the |a "
    r"|each )?patients?['’]?s?['’]? own\b|\b(?:the |a )?patients?['’]s? own (?:\w+ )?(?:cells|iPS|skin|blood"
    r"|tissue)|\byour own cells\b|\b(?:made|derived|grown) from (?:human )?(?:embryonic|embryos)\b"
    r"|\bautologous iPSC?[- ](?:derived|based)?|患者(?:さん)?(?:自身|本人|自ら)の(?:細胞|iPS|皮膚|血液)"
    r"|(?:自分|自身)の(?:細胞|皮膚|血液)から(?:作|つく)|自家iPS|(?<!非)自己iPS|ES細胞(?:から|を使っ|由来)"
    r"|胚性幹細胞(?:から|由来)|환자 ?(?:자신|본인)의 ?(?:세포|피부|혈액)|患者(?:自身|本人)的?(?:细胞|細胞|皮肤"
    r"|皮膚|血液)|propres cellules|(?:自分|自身|本人|自ら)の(?:iPS)?(?:細胞|皮膚|血液)(?:を(?:使|用)|で(?:作"
    r"|つく|治))"
)
OTHER_CELLS = expression(r"\bMSCs?\b|mesenchymal|adipose|\bfat\b|脂肪|間葉系|エクソソーム|exosome")
NO_REJECTION = expression(
    r"\b(?:no|without(?: any)?) (?:risk of )?(?:immune )?rejection\b(?! risk (?:data|stud))"
    r"|\bno rejection risks?\b|拒絶反応(?:は|が|も|の(?:心配|リスク|問題)(?:は|が|も)?)(?:一切"
    r"|全く)?(?:な(?:い|く(?!な)|し)|起きない|起こらない|ありません|起きません|クリア|解消|ゼロ)"
    r"|거부 ?반응(?:이|도)? ?없"
)
SAFE = expression(
    r"\b(?:is|are|proved|proven|completely|perfectly|totally|entirely|fully|100% |absolutely"
    r"|considered) (?:to be )?(?:\w+ )?safe\b|\bsafe and effective\b|\b(?:no|without(?: any)?|free of"
    r"|free from|zero) side[- ]effects?\b(?! (?:had|have|has|were|was|seen|reported|observed|found|noted"
    r"|so far))|\b(?:carries|has|have|with|poses?) no risks?\b|\brisk-free\b"
    r"|\bsafety (?:of [\w ]{2,40} )?(?:is|has been|was) (?:\w+ )?(?:established|proven|settled|guaranteed"
    r"|demonstrated)\b|\b(?:demonstrat|prov|establish|guarante)\w+ (?:the |its |their "
    r"|both )?(?:\w+ )?safety\b|安全性(?:が|は|も)(?:すでに|十分に|完全に|国に)?(?:確立|証明|実証|保証|立証)"
    r"|安全に[^。、]{0,12}(?:実証|証明)|安全性(?:の|に)(?:問題|懸念|心配)(?:は|が|も)?(?:一切)?な"
    r"|(?<!重篤な)(?<!重い)(?<!重大な)(?<!深刻な)(?<!目立った)副作用(?:は|が|も|の(?:心配|リスク)(?:は|が"
    r"|も)?)(?:一切|全く|まったく)?(?:な(?:い|く(?!な)|し)|ありません|ゼロ)"
    r"|(?<!重い)(?<!重篤な)(?<!重大な)(?<!深刻な)(?<!目立った)副作用(?:は)?(?:なし|ゼロ)"
    r"|安全な治療(?:法)?(?:だ|です|として|。)|(?:完全に|極めて|非常に|100%)安全|부작용(?:이)? ?(?:전혀 )?없"
    r"|안전성(?:이|은) ?(?:입증|증명|확립)(?:됐|되었|된)|(?:无|無|没有|沒有)(?:任何)?副作用|(?:确认|證實|证实"
    r"|確認|证明|證明)了[^。,]{0,20}安全性|安全无副|(?:sans|aucun) effets? secondaires?\b(?! grave)"
    r"|sans risque|\ba (?:\w+ and )?safe,? (?:and \w+ )?(?:option|treatment|therapy|choice|alternative)\b"
    r"|\bharmless\b|\bsafety (?:proven|established|guaranteed)\b|\bno (?:known )?risks?\b(?! (?:data|assess))"
    r"|(?<!性の)(?<!性が)安全(?:です|だ(?:。|$|と(?:断言|言い切))|である(?:。|こと)|で(?:、|確実))|安心・安全"
    r"|安全・安心|リスク(?:は|が)(?:ほとんど|全く|一切)?(?:ない|ゼロ|ありません)"
)
