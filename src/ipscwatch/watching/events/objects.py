"""The words that say what it is about and how sure it is; read as those of `lexicon`."""

from __future__ import annotations

from collections.abc import Mapping

OBJECTS: Mapping[str, str] = {
    "cells": """
        ips細胞 ips 人工多能性幹細胞 ipsc hipsc
        ips|ipsc|ipscs|induced pluripotent|ips-derived|ipsc-derived|stem cell|stem cells|stem-cell
        誘導多能|诱导多能|유도만능|역분화줄기|줄기세포|幹細胞|干细胞|cellules souches
    """,
    "price": """
        薬価 償還価格 保険償還価格 公定価格 保険適用 保険収載 算定薬価 薬価基準 価格 材料価格基準 公的医療保険 保険償還 原価計算 患者1人当たり 円の薬価 高額薬
        price|prices|priced|pricing|nhi|reimbursement|reimbursed|insurance coverage|public health insurance|health insurance|covered by insurance|insurance
        coverage|national health insurance
        药价|藥價|健保|医保|醫保|保险|保險|약가|건강보험|보험|급여|가격|prix|remboursement|assurance maladie
    """,
    "yen": """
        万円 億円 円
        yen|jpy|million yen|日元|日圓|엔
    """,
    "finance": """
        決算 業績予想 業績修正 業績 上方修正 下方修正 増資 公募増資 新株 純利益 営業利益 最終利益 コア営業利益 四半期 通期 黒字 赤字 売上収益 売上高 第三者割当 新株予約権 資金調達 減損 配当 経常 短信 債務超過
        earnings|forecast|public offering|net profit|net loss|operating profit|revenue|quarterly|fiscal year|financial results|share issue|offering|share offering|guidance raised|impairment|dividend|warrants|funding round|raises yen|core operating profit|quarter|third-party allotment|series
        财报|財報|营收|業績預測|净利|净利润|실적|영업이익|매출|유상증자|résultats financiers|chiffre d'affaires|bénéfice
    """,
    "market": """
        株価 ストップ高 ストップ安 急騰 急落 急伸 続伸 反落 続落 反発 買い気配 目標株価 アナリスト 値上がり率 上場来高値 年初来高値 材料出尽くし レーティング 投資判断 個人投資家 買い優勢 売り優勢 大幅高 大幅安 格上げ 格下げ 株が
        stocks|share price|stock price|analyst|analysts|price target|limit-up|limit up|market cap|nikkei average|bullish|bearish|upgraded|downgraded|traders
        股价|股價|涨停|漲停|股市|주가|상한가|급등|급락|cours de l'action|action en bourse|bourse
    """,
    "shares": """
        shares|stock
    """,
    "moves": """
        jump*|surg*|soar*|rise|rises|rose|fall|falls|fell|drop*|slump*|climb*|gains|gained|rally|rallies|rallied|plung*|tumbl*|hit|hits|limit|slid*|higher|lower|advance*
    """,
    "opinion": """
        社説 論説 主張 視点
        editorial|opinion|commentary|op-ed|viewpoint|letter to the editor
        社论|社論|评论|評論|사설|칼럼|기고|éditorial|tribune
    """,
    "doubted": """
        批判 批判的 疑問視 疑問の声 批判の声 批判が
        critics|critic|criticism|criticize*|criticise*|worried|worries|skeptics|sceptics|experts warn|warn|warns|warned
        批评|批評|质疑|質疑|비판|critiques|critiqué
    """,
    "criticism": """
        懸念 課題 疑問 拙速 慎重論 危惧 時期尚早 警鐘 問題点 慎重な 論点 見方 妥当か
        concerns|concern|skeptic*|sceptic*|risky|gamble|premature|controversy|controversial|debate|too soon|too early|questions|caution|cautions|doubts|doubt|raise questions|raises questions|unease
        担忧|擔憂|争议|爭議|우려|논란|inquiétudes|controverse
    """,
    "clinic": """
        自由診療 ご予約 予約受付 カウンセリング 当院 当クリニック 無料相談 来院 初診予約
        book a consultation|our clinic|international patients|consult our|free consultation|schedule a consultation|contact our clinic|medical tourism|book your|our doctors|at our clinic|contact us today|our treatments|our treatment|stem cell clinic|request a quote|treatment packages|get a quote|our patient coordinators|consultation
        预约咨询|預約諮詢|本院|상담 예약|저희 병원|prenez rendez-vous|notre clinique
    """,
    "reaction": """
        歓迎 喜び 期待の声 患者団体 患者会 患者ら 山中伸弥 コメントした コメントを発表 思いを語 感慨 喜びの声 患者の声 談話 心境 うれしい 嬉しい 感無量 受け止め 開発者ら 思いを 喜ぶ 届けたい 待っていた
        welcomed|welcomes|hailed|hails|reaction|reactions|reacts|patient group|patient groups|patients' group|praised|praises|celebrate*|applaud*|cheers|cheered|voice hopes|expressed hope|patient association|elated|delighted|moved to tears
        欢迎|歡迎|患者团体|患者團體|感慨|환영|환자단체|소감|salue|réactions|associations de patients
    """,
    "speaking": """
        会見 記者会見 語る 語った
        news conference|press conference|기자회견|记者会|記者會
    """,
    "background": """
        万博 パビリオン 展示 特集 とは 解説 わかりやすく 連載 インタビュー 人物 ドキュメンタリー 講演会 講演 シンポジウム 書籍 歩み 軌跡 q&a 基礎知識 入門 イチから 図解 用語 ひと プロフィル 半生 出前授業 読書 特別番組 早わかり キーワード
        expo|pavilion|exhibition|explainer|what is|what are|how does|how do|profile|interview|q&a|documentary|lecture|symposium|book review|explained|everything you need to know|things to know|a guide to|timeline of|history of|museum|glossary|podcast|primer|in focus|the story of|on display|exhibit
        世博|展览|展覽|专访|專訪|科普|인터뷰|엑스포|해설|박람회|portrait|exposition|entretien|explication|c'est quoi
    """,
    "law": """
        再生医療等安全性確保法 再生医療等の安全性の確保等に関する法律 再生医療安全性確保法 再生医療安全確保法 薬機法 医薬品医療機器等法 改正法 改正案 施行規則 評価指標 ガイダンス 省令 政令 法改正 評価指針 ガイドライン 指針 通知
        act on the safety of regenerative medicine|regenerative medicine safety act|rm act|asrm|pmd act|pharmaceuticals and medical devices act|guidance|guideline|guidelines|amended act|revised law|revised act|bill|legislation|law|ordinance
        再生医疗安全|再生醫療法|再生醫療製劑條例|法案|修正案|첨단재생|첨생법|개정안|지침|loi|directive
    """,
    "enacted": """
        改正 施行 成立 公布 可決 閣議決定 改正された 発出 策定 公表 意見募集 パブリックコメント パブコメ 見直し 通知 通知した 取りまとめ とりまとめ 制定
        amend*|enacted|passed|promulgated|in force|took effect|takes effect|comes into force|came into force|revise*|public comment|issued|published|finalized|finalised|adopts|adopted|overhaul
        修订|修訂|施行|通过|通過|三读|三讀|개정|시행|통과|공포|adopté|entrée en vigueur|amendement
    """,
    "pricing_rules": """
        薬価制度 算定ルール 薬価算定ルール 営業利益率 薬価専門部会 薬価制度改革 算定方法 対応について 取扱いについて 価格算定ルール 有用性加算 薬価算定方式 制度改革 薬価ルール 価格の考え方 類似品がない 補正加算 薬価の在り方 保険医療材料制度
        pricing rules|pricing rule|pricing reform|pricing system|drug pricing|pricing policy|price calculation rules|pricing framework|pricing method|premium|pricing scheme|price rules
        定价规则|藥價制度|약가제도|règles de prix
    """,
    "foreign_filing": """
        rmat 再生医療先端治療 prime prime指定 ファストトラック 優先審査 承認申請 申請 治験届 相談 迅速承認 事前相談 ind申請 海外申請 欧米
        rmat|prime|meeting|fast track|priority review|ind|bla|accelerated approval|breakthrough therapy|clinical hold|pre-bla|rolling submission|pre-ind|end-of-phase|advanced therapy designation|filing|submission
        优先审评|優先審查|快速通道|우선심사|패스트트랙
    """,
    "abroad": """
        米国 欧州 米で 海外 米国で 欧州で 韓国 中国 台湾 英国 カナダ
        united states|u.s.|europe|china|korea|taiwan|britain|australia|canada|overseas|american
        美国|美國|欧洲|歐洲|미국|유럽|états-unis
    """,
}

MODES: Mapping[str, str] = {
    "plan": """
        予定 見通し 見込み 見込む 見込まれ 方針 目指す 目指し 目標 計画 期待 想定 可能性 近く 検討 目途 めど 準備 予想 意向 見込みだ 早ければ 可否を 見られる 今後 図る 狙う はず
        できるか 承認されれば されれば 得られれば 目指している 予定だ 承認の可否 となる見通し 承認後 承認前 審査中 待つ 控え
        expected|expects|expect|plans|plan to|planned|planning|aims|aim to|aiming|hopes|hope to|may|could|might|likely|will|would|to be|set to|if approved|awaits|awaiting|pending|poised|eyes|eyeing|scheduled|seeks to|target|targets|intends|prepares|preparing|anticipat*|future|possibly|soon|when approved|once approved|once it is approved|on track|nears|near approval|close to|potential|in line for|prospects
        预计|預計|将|將|有望|计划|計劃|預期|预期|可能|拟|擬|力争|或将|或將|预定|預定
        전망|예정|이르면|이뤄질|될 것|할 것|계획|목표|기대|추진|할 듯|될 듯|방침|검토|가능성|앞두고
        devrait|prévoit|pourrait|espère|envisage|attendu|bientôt|sera|seront|vise
    """,
    "negated": """
        していない されていない ていない なかった ではない しなかった 見られなかった 認められなかった 確認されなかった なし 未承認 得られていない みられず 見られず 認めず 起きていない されておらず ておらず 認められていない 出ていない 決まっていない 未定 確認されていない みられなかった ありません ません
        not|no|without|never|yet to|n't|neither|nor|none|unlikely|did not|has not|have not|does not|no longer|absence of|free of|free from
        未|没有|沒有|尚未|並未|并未|无|無|않|없|아직|못|n'a pas|n'ont pas|pas|aucun|sans
    """,
    "past": """
        昨年 一昨年 以前 過去 かつて これまで 当時 前年 先月 先週 すでに 既に 前に 旧 年前 していた されていた 受けていた 得ていた 済み 昨秋 昨春 今年3月に承認 3月に承認 2月に了承
        last year|last month|last week|previously|earlier this|earlier|in the past|formerly|ago|since|so far|already|years ago|back in|had been|to date|until now|until
        去年|此前|先前|曾|过去|過去|上月|上个月|지난해|작년|앞서|이전|지난달|l'an dernier|auparavant|précédemment|déjà
    """,
    "hearsay": """
        とみられる とされる との見方 報道 関係者 と報じ 分かった わかった によると うわさ 噂
        reportedly|sources said|rumor*|rumour*|according to|it is said|allegedly|unconfirmed|source familiar|sources familiar
        据悉|據悉|据报道|據報導|알려졌다|전해졌다|selon
    """,
    "question": """
        か？ のか ？ ?
    """,
    "risk": """
        リスク おそれ 恐れ 懸念 可能性 心配 危険性 不安 防ぐ 抑える ため 原因 治療薬 注意が必要
        risk|risks|potential|possible|possibility|concern|concerns|fear|fears|could|may|might|prevent|avoid|reduce|lower|such as|like|including|danger|threat|worry
        风险|風險|可能|위험|우려|risque|crainte
    """,
}
