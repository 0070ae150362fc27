"""The words of overclaims about whom it is for, what it costs, and who says so."""

from __future__ import annotations

from ipscwatch.watching.flags.words import expression

AT_LARGE = expression(
    r"(?<!\bthe )(?<!\bthis )\biPSC?(?:[- ]cell)?s?[- ](?:based )?(?:therap(?:y|ies)|treatments?|medicine)"
    r" (?:is|are|have been|has been) (?:now |officially |finally |all )?"
    r"(?:approved|legal|authori[sz]ed|validated|proven)\b"
    r"|\bprov(?:es?|ed) (?:that )?(?:all )?(?:stem|iPSC?|MSC|exosome)s?(?:[ -]cells?)? (?:therap\w+ )?works?\b"
    r"|\bstem[- ]cell (?:therap(?:y|ies)|treatments?|clinics?|medicine) (?:is|are|have|has|was|were) (?:now "
    r"|officially |finally |been |at last |all )*(?:approved|validated|endorsed|vindicated|legal|proven)\b"
    r"|\b(?:validat|vindicat|endors|legitimi[sz])\w+ (?:\w+ ){0,3}(?:stem[- ]cell|MSC|exosome"
    r"|regenerative) (?:clinics?|therap\w+|treatments?|medicine)|\b(?:all|every|any) (?:iPSC?|stem[- ]cell|MSC"
    r"|exosome)[- ](?:\w+ )?(?:therap\w+|treatments?) (?:is|are) (?:now )?(?:approved|safe|legal|proven)"
    r"|iPS(?:細胞)?(?:による)?(?:の)?(?:治療|医療)(?:全般)?(?:が|は|も)(?:すべて)?(?:国に|国から|正式に"
    r"|ついに)*(?:承認|認可|解禁|認められ)|幹細胞(?:を使う|による)?(?:治療|医療|療法)(?:全般|一般)?(?:が|も|は"
    r"|の(?:効果|安全性|有効性)(?:が|も))(?:国に|国から|正式に|ついに)*(?:承認|認め|認可|証明|裏付け)"
    r"|(?:エクソソーム|培養上清|再生医療)(?:治療|全般)?(?:が|も|の(?:効果|安全性|有効性)(?:が|も))(?:国に"
    r"|国から|正式に)*(?:承認|認め|認可|証明|裏付け)(?:ら|さ)れ|줄기세포 ?치료(?:가|도) ?(?:모두 )?(?:승인"
    r"|인정)|干细胞(?:疗法|治疗)(?:都|全部|已)?(?:获批|得到批准)|幹細胞(?:療法|治療)(?:都|全部|已)?(?:獲批"
    r"|得到批准)|\b(?:stem[- ]cell|iPSC?(?:[- ]cell)?|MSC|exosome|regenerative)[- ](?:therap(?:y|ies)"
    r"|treatments?|clinics?|medicine) (?:\w+ )?(?:works?|(?:is|are) (?:\w+ )?(?:safe|effective|here))\b"
    r"|\b(?:exosomes?|MSCs?)\b[^.]{0,40}\b(?:the same (?:science|thing|cells|principle)|(?:work|works) too"
    r"|just as)|(?:幹細胞|エクソソーム|培養上清|自由診療の[^。、]{0,8})(?:治療|療法)?(?:も|が"
    r"|は)[^。、]{0,10}(?:正しさ|有効性|効果|安全性)(?:が|も)[^。、]{0,6}(?:裏付け|証明|認め|実証)"
    r"|(?:幹細胞|再生医療|エクソソーム|培養上清)(?:治療|医療|療法|点滴)?(?:は|も|が)[、]?(?:ついに|正式に|いまや)*"
    r"(?:国|政府|厚労省|厚生労働省)(?:が|に|から|も)(?:正式に)?(?:認め(?:た|られた)|承認(?:し|され)た|お墨付きを与えた)"
    r"(?:医療|治療|療法|技術)"
    r"|(?:エクソソーム|幹細胞(?!由来))[^。、]{0,14}の(?:正しさ|有効性|効果|安全性)(?:が|も)[^。、]{0,6}(?:証明"
    r"|裏付け|認め|実証)"
)
CARRIED_OVER = expression(
    r"\b(?:validation|validates?|proof|confirmation|endorsement|vindicates?) (?:of|for"
    r"|that)?\b ?(?:\w+['’]?s? ?){0,6}(?:leadership|field|approach|clinics?|our|therap\w+|treatments?|medicine"
    r"|framework|commitment)|\bvalidate is\b|\b(?:iPSC?|approv\w+|certified)\b[^.]{0,80}\balso (?:governs?"
    r"|applies|covers?|supports?)\b[^.]{0,40}\b(?:MSC|mesenchymal|exosome|adipose|stem[- ]cell)|\b(?:same"
    r"|similar|comparable) (?:\w+ ){0,4}(?:at|in|by|from|behind|of) (?:our|we)\b|\bour (?:[\w-]+ ){0,3}(?:MSC"
    r"|exosome|stem[- ]cell|adipose)\b[^.]{0,60}\b(?:same|too|likewise|equally|also)\b|(?:当院"
    r"|当クリニック)の(?:自家|脂肪由来|脂肪)*(?:幹細胞|再生医療|エクソソーム|培養上清|治療)[^。]{0,40}(?:同じ"
    r"|同様|も|裏付け)|(?:承認|iPS)[^。]{0,60}(?:当院|当クリニック)の(?:自家|脂肪由来|脂肪)?(?:幹細胞|再生医療"
    r"|エクソソーム|培養上清|治療)|(?:当院|当クリニック)(?:では|でも|も)[^。]{0,40}(?:同じ|同様)|(?:同じ"
    r"|同様の)(?:[^。、]{0,10})(?:治療|技術|効果)[^。]{0,20}(?:当院|当クリニック)"
)
SELLER = expression(
    r"当院(?!長)|当クリニック|ご予約|無料カウンセリング|カウンセリング(?:予約|を受付)|(?:治療|カウンセリング"
    r"|予約)の?お問い合わせはこちら|無料相談|\bour clinics?\b|\bat our (?:center|centre|hospital)\b"
    r"|\bwe (?:currently )?offer\b[^.]{0,60}(?:therap|treatment|MSC|stem)|\b(?:therapies"
    r"|treatments) we offer\b|\b(?:book|schedule|request) (?:a |an |your )?(?:free )?(?:consultation"
    r"|appointment|quote)|\bfree (?:consultation|quote)\b|\binternational patients\b[^.]{0,60}\b(?:contact"
    r"|book|our)\b|\baffiliate (?:links?|commission)|\bthis (?:article|post|page|story|video)\b[^.]{0,30}? (?:is"
    r"|was) (?:sponsored|paid"
    r"|funded by|written in partnership)|\bI (?:own|hold) (?:\w+ ){0,3}shares\b|\bwe (?:may )?(?:earn"
    r"|receive) (?:a "
    r"|an )?(?:commission|fee|compensation)|アフィリエイト|プロモーションを含みます|본원|저희 (?:병원|클리닉)"
    r"|상담 ?예약|我们?(?:诊所|医院)|本院|prenez rendez-vous|notre clinique|\b(?:call|contact|email) us\b"
    r"|\bcontact our (?:team|coordinators?|staff|office)|\bour (?:partner|affiliated) (?:hospitals?|clinics?"
    r"|doctors)|\bthe (?:author|writer)s? (?:has|have|holds?|owns?|received?|is|was)[^.]{0,40}\b(?:fees?"
    r"|shares|stock|honorari\w+|consultant|paid|employee)\b|\bI (?:am|was) (?:long|paid|a shareholder)"
    r"|(?:本|この)(?:記事|番組|動画|投稿)は[^。]{0,30}(?:の提供|協賛|スポンサー|依頼(?:を受け|により))"
    r"|広告を(?:含み|利用)|アフィリエイト|筆者は[^。]{0,30}(?:株|講演料|謝礼|顧問)|お(?:電話|問い合わせ"
    r"|申し込み)(?:は|ください)[^。]{0,10}(?:こちら|まで)"
)
BY_THE_COUNCIL = expression(
    r"告示|官報|薬価基準|材料価格基準|中医協|\bchuikyo\b|\bNHI (?:drug )?prices?\b|\bgazette\b|\bprice list\b"
)
"""Where an official price is read off."""
AT_A_HOSPITAL = expression(
    r"製造販売後臨床試験|実施医療機関|実施施設|紹介状|(?:公的(?:医療)?|健康)保険(?:が|の)?適用|大学病院|医療センター"
)
"""Words by which a hospital that gives a product says 当院 of itself."""
PAID = expression(
    r"【PR】|\[PR\]|［PR］|^PR[:：]|PR記事|広告記事|記事広告|スポンサー(?:記事|ド)|タイアップ"
    r"|(?<!写真)(?<!画像)(?<!資料)(?<!図版)(?<!映像)提供[:：]\s?\S+|\bsponsored (?:content|post|article"
    r"|feature)\b|(?:^|\n)\W*sponsored by\b|\bpaid (?:partnership|promotion|post|content)\b|\badvertorial\b"
    r"|\badvertisement feature\b|\bin association with\b|\bpresented by\b|\bbrought to you by\b"
    r"|\bpromoted (?:post|content)\b|^広告\b|企画・制作"
)
NO_PRICE = expression(
    r"\b(?:plant|factory|facility|center|centre|construction|building|market (?:size|worth|value)|sales"
    r"|revenue|funding|raised|invest\w*|grant|shares?|budget)\b|工場|施設(?:の)?建設|建設費|市場規模|売上|調達"
    r"|投資|助成|株価|時価総額|予算|공장|시장 규모|매출|工厂|工廠|市场规模|自己負担"
    r"|(?:入院|手術|検査)費(?!用?(?:込|を含|も含))|渡航費|宿泊費|備蓄|事業費|研究費|開発費|維持費|保管料|受講料|入場料|税込"
    r"|\btickets?\b|\badmission\b|\bstockpil\w+|\bcell bank\b"
    r"|患者負担|高額療養費"
    r"|\bco-?pay\w*|\bcapped\b|\bout[- ]of[- ]pocket\b"
)
COST = expression(
    r"\b(?:costs?|costing|price[ds]?|pricing|price tag|fees?|charg(?:e|es|ed|ing)|bill"
    r"|set\w* (?:\w+ ){1,3}back|pays?|per patient|a head|runs? to)\b|治療費|費用|かか(?:る|り|った)|価格|値段"
    r"|料金|薬価|치료비|비용|가격|费用|費用|价格|價格|\bcoût\w*|\bprix\b|(?:1|一)(?:枚|回|本|組|人)"
)
SOME_THOUSANDS = expression(r"\b(?:tens|hundreds) of thousands of (?:dollars|euros|pounds)|数千万円|数百万円")
HYPE = expression(
    r"(?<!['’]s )\bbreakthroughs?\b(?! (?:therapy|designation|device|t1d|prize|infection))|\bmiracles?\b"
    r"|\bmiraculous\b|\brevolution(?:ary|i[sz]es?|i[sz]ed|i[sz]ing)\b|\ba (?:\w+ )?revolution\b"
    r"|\bgame[- ]?chang\w+|\b(?:very|extremely) bullish\b|\bholy grail\b|\bwonder (?:drug|cure|cells?)\b"
    r"|\bmagic(?:al)? (?:bullet|cells?|cure)\b|\bmind[- ]blowing\b|\bcure-all\b|世界初[^。]{0,20}(?:夢の|奇跡"
    r"|革命)|(?:夢の|奇跡の|魔法の|奇跡的な|究極の)(?:治療|薬|新薬|医療|細胞|製品|回復|シート|再生)|革命的"
    r"|医療(?:の)?革命|特効薬|魔法のよう|奇跡を起こ|기적의|꿈의 (?:치료|신약)|혁명적|奇迹|奇蹟|神奇|革命性"
    r"|révolutionnaires?\b|miracle|miraculeu\w+|\bsilver bullet\b|\bpanacea\b|\bfountain of youth\b"
    r"|\bdream (?:treatment|cure|drug|therapy)\b|\bonce-in-a-(?:generation|lifetime|century)\b|\bmedical marvel\b"
    r"|\bworld-changing\b|常識を(?:覆す|くつがえす)|世紀の(?:大発見|治療|新薬)"
    r"|\bdefies belief\b|革命(?:を(?:もたら|起こ)し|だ。|である)|救世主|万能薬|奇跡の(?:細胞|一手|技術|復活)"
    r"|夢のよう(?:な|に)|魔法の|奇跡的に"
)
TECHNIQUE = expression(r"^[ -]?(?:\w+ )?(?:technique|technology|discover|method|reprogramm|finding|research|tool)")
NEEDED = expression(
    r"\b(?:need(?:s|ed)?|requir\w+|await\w*|wait(?:s|ed|ing)? for|without|lack\w*) (?:to )?(?:[\w-]+ ){0,4}$"
)
"""«we still need to make breakthroughs»."""
SPEECH = expression(
    r"\b(?:said|says|explained|told|added|recalled|noted|commented|exclaimed|saying)\b|と(?:話|語|述べ|説明|コメント|振り返|笑顔"
    r"|喜)|(?:さん|氏|教授|社長|医師|院長|相|大臣|長官|首相)は「"
)
QUOTED = expression(r"\"[^\"]{16,}\"|“[^”]{16,}”|「[^」]{10,}」|‘[^’]{16,}’")
"""Somebody's own words, and no single word set apart."""
