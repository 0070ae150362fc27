"""The words that say what happened, who acted, and how sure it is: label → words, in five languages.

Words are compared folded. Where words overlap the longest counts alone, so 承認申請 (an application) is no
承認 (an approval). A star leaves the end of a Latin word open: ``approv*``. A line with bars is parted by
bars, a line without by spaces.
"""

from __future__ import annotations

from collections.abc import Mapping

ACTORS: Mapping[str, str] = {
    "panel": """
        部会 専門部会 専門家会議 専門家部会 審議会 薬事審議会 分科会 有識者会議 審査部会 専門家組織 専門委員会 調査会 薬食審 薬審
        panel|expert panel|panel of experts|committee|council|subcommittee|advisory body|government experts|expert committee
        expert group|health experts|advisory council|ministry panel|ministry's panel|health ministry panel|gov't panel
        government panel|experts' panel|drug council|pharmaceutical affairs council|advisory committee|ministry committee
        ministry council|experts' committee|panel under the ministry|advisory panel|ministry experts
        专家小组|專家小組|专门部会|專門部會|專門部会|审议会|審議會|專家會議|专家会议|專家委員會|专家委员会|专业部会|部會
        전문부회|부회|전문가 회의|전문가회의|심의회|전문가 패널|자문위|전문가위원회|전문가 위원회|전문위원회
        comité|panel d'experts|comité d'experts|groupe d'experts|commission
    """,
    "ministry": """
        厚生労働省 厚労省 厚労相 厚生労働相 厚生労働大臣 厚労大臣 上野厚労相 上野大臣 政府が 政府は 日本政府 国が 国は
        ministry of health, labour and welfare (mhlw)|ministry of health, labor and welfare (mhlw)
        ministry of health, labour and welfare|ministry of health, labor and welfare|health, labor and welfare ministry
        health, labour and welfare ministry|health ministry|ministry of health|mhlw|health minister|ministry|the government|japan's government|japanese government
        health authorities|japanese regulators|japan|japanese authorities|regulators|regulator|minister|health officials
        pmda
        厚生劳动省|厚生勞動省|厚劳省|厚勞省|厚劳相|厚勞相|日本政府|厚生労働省
        후생노동성|후생성|후생노동상|후생노동대신|후생상|일본 정부|일본정부
        ministère de la santé|le japon|gouvernement japonais|ministère japonais
    """,
    "minister": """
        厚労相 厚生労働相 厚生労働大臣 厚労大臣 上野厚労相 上野賢一郎 上野大臣 官房長官 首相 総理 大臣会見 閣議後 会見概要 大臣は 大臣が
        chief cabinet secretary|prime minister|kenichiro ueno|health minister|minister ueno|ueno|cabinet meeting
        上野贤一郎|上野賢一郎|官房长官|官房長官
        관방장관|우에노|후생노동상|후생노동대신|후생상
    """,
    "chuikyo": """
        中医協 中央社会保険医療協議会
        chuikyo|central social insurance medical council|chuo shakai hoken iryo kyogikai
        중의협|중앙사회보험의료협의회|中央社會保險醫療協議會|中央社会保险医疗协议会|conseil central de l'assurance sociale
    """,
    "foreign": """
        米fda fda ema mhra nmpa 米食品医薬品局 米国食品医薬品局 食品医薬品局 欧州医薬品庁 欧州委員会
        food and drug administration|u.s. fda|european medicines agency|european commission|health canada
        美国食品药品监督管理局|美國食品藥物管理局|药监局|식품의약국|식약처|agence européenne
    """,
    "ethics": """
        倫理委員会 特定認定再生医療等委員会 認定再生医療等委員会 再生医療等評価部会 学内委員会
        ethics committee|review board|ethics panel|certified committee
    """,
}

DEEDS: Mapping[str, str] = {
    "approved": """
        承認した 承認しました 承認された 承認されました 承認を取得 承認取得 承認を得た 承認を得て 承認を受けた 承認を受け 承認を与え 承認を獲得 承認獲得
        承認が得られ 承認が下り 承認がおり 承認が出 承認され 承認を発表 承認し、 承認しており 承認を正式に 認可された 認可した 製造販売を承認 販売を承認
        製造販売承認を取得 承認を決めた 承認を決定 承認に至った
        approved|approves|gave approval|gives approval|given approval|grants|granted|granting|greenlights|greenlighted|greenlit
        green-lights|green-lit|gives green light|gave the green light|gives the green light|gave the go-ahead|gives go-ahead|ok's
        oks|ok'd|okays|okayed|clears|cleared|wins approval|won approval|receives approval|received approval|obtains approval
        obtained approval|gets approval|got approval|gets ok|authorizes|authorized|authorises|authorised|secures approval
        secured approval|gains approval|gets green light|gave a green light|given the green light|gets nod|won the nod|nod
        has approved|approves the|approval was given|permission|permits|granted approval|gets the green light|get approval
        批准了|获批|獲批|获得批准|獲得批准|核准|批准|正式批准|予以批准|承认了|核發許可|获准|獲准|通過核准
        승인했다|승인했습니다|승인받|승인을 받|승인했|허가했|허가를 받|승인돼|승인됐|승인
        approuve|a approuvé|approuvé|donne son feu vert|feu vert|autorise|a autorisé|approuvés|autorisé|approbation
    """,
    "approval": """
        承認 認可 製造販売承認 薬事承認 正式承認 正式な承認
        条件及び期限付承認 条件及び期限付き承認 条件・期限付き承認 条件・期限付承認 条件期限付き承認 条件期限付承認 条件付き承認 条件付承認 仮承認 早期承認 仮免許
        approval|approvals|formal approval|authorization|authorisation|marketing authorization|go-ahead|green light|approving|approv*
    """,
    "neutral": """
        承認審査 承認制度 早期承認制度 条件・期限付き承認制度 条件及び期限付承認制度 条件付き承認制度 条件・期限付承認制度 未承認 承認条件 承認時 承認前 承認後 承認番号 承認可否
        承認の可否 承認事項 承認基準 承認薬 承認品目 承認を目指 承認をめざ 承認取得を目指 承認取得をめざ 承認を視野 承認待ち 承認プロセス 承認の道 承認までの 承認例 承認実績 承認書 承認された場合
        審査 審議結果 審議の結果 承認されれば 承認を得られれば 承認が得られれば 承認されると 承認されたら
        approval system|approval pathway|approval process|approval scheme|early approval system|conditional approval system
        conditional approval pathway|conditional approval scheme|conditional approval framework|approval framework
        fast-track approval system|approved drugs|approval criteria|unapproved|approval rating|approval track
        conditional approval program|approval programme|approval program|if approved|before approval|once approved|when approved
        conditional approval track|approved for clinical|approved therapies|approved products|approved treatments|approved therapy|approved product
        approved indication|newly approved|recently approved|two approved|approved drug|already approved|awaiting approval|awaits approval
        승인 제도|批准制度|承認制度
    """,
    "conditional": """
        条件及び期限付承認 条件及び期限付き承認 条件・期限付き承認 条件・期限付承認 条件期限付き承認 条件期限付承認 条件付き承認 条件付承認 条件及び期限付 条件・期限付 条件期限付
        条件付きで 条件付き 期限付き 期限付 仮免許 仮承認 早期承認 仮免許的
        conditional|conditionally|time-limited|provisional|provisionally|term-limited|conditional approval
        附條件|附条件|有条件|附期限|條件性|条件性|有條件
        조건부|기한부|가승인|가면허
        conditionnelle|conditionnel|sous conditions|provisoire
    """,
    "full": """
        本承認 通常承認 本格承認 条件及び期限の解除 条件・期限の解除 条件と期限を解除
        full approval|full marketing approval|regular approval|full authorization|full authorisation|full, unconditional approval
        본승인|完全批准|approbation définitive
    """,
    "endorsed": """
        了承 了承した 承認を了承 承認することを了承 承認して差し支えない 承認して差支えない 可とする 承認を可 答申 承認しても差し支えない 了解した 承認の了承 承認了承
        製造販売の了承 了承された 了承され 承認を認め
        endorse*|backs|backed|recommend*|recommends approval|recommended approval|approval recommended|gives backing
        建议批准|建議批准|同意批准|認可批准|同意
        승인 권고|승인을 권고|승인하기로|양해|료쇼|recommande
    """,
    "refused": """
        不承認 承認しない 承認は適切でない 承認することは適切でない 承認すべきでない 承認を認めない 承認見送り 承認を見送 不適と 不適切と 継続審議 不適
        not approved|refused|refuses|refusal|rejects|rejected|rejection|denied approval|denies|turns down|turned down|non-approval
        declined to approve|complete response letter|not be approved
        拒绝批准|拒絕批准|不予批准|未获批准|未獲批准|不批准|불승인|승인 거부|승인 불가|refuse|rejette|rejet
    """,
    "revoked": """
        承認取消 承認取り消し 承認の取消し 承認を取り消 失効 取り下げ 取下げ 申請を取り下げ 承認整理 承認の整理 期限切れ
        revoked|revokes|revocation|withdrawn|withdraws|withdrawal of approval|lapse|lapsed|lapses|expires|expired|withdrew
        撤销|撤銷|撤回|吊销|취소|철회|만료|retrait|révoqué
    """,
    "sale_ended": """
        販売終了 販売中止 販売を終了 販売を中止 販売停止 撤退 販売を打ち切 販売を停止 市場から撤退
        ends sale|end of sale|discontinu*|stops selling|stopped selling|ends sales|end sales|pulls from market|pulled from the market
        withdraws from the market|withdrawn from the market|withdraw from the market|exit the market|exits market|exits the market
        ending sales|end sales of|end sale of|terminating the sale|terminates sale|terminate the sale|terminate sales|ends sales of
        to end sale|to end sales|pull it from the market|halts sales|taken off the market|cease sales|ceases sales
        停售|停止销售|停止銷售|下市|판매 중단|판매 종료|cesse la vente|cessation de commercialisation
    """,
    "filed": """
        承認申請 承認を申請 製造販売承認申請 製造販売承認を申請 製造販売を申請 申請した 申請しました 申請を行っ 申請を行い 申請を発表 薬事申請 新薬申請
        申請受理 申請、 申請した。 申請を提出 申請する 製造・販売の承認を申請 承認を国に申請 承認を厚労省に申請 厚労省に申請 国に申請 申請
        files|filed|filing|submits|submitted|submission|seeks approval|sought approval|seek approval|seeking approval
        applies for|applied for|apply for|submits application|submitted an application|application for approval
        marketing authorization application|new drug application|nda|bla|files for approval|filed for approval|asks for approval
        application for marketing|application for manufacturing|requests approval|requested approval
        提交申请|提出申請|申请批准|申請批准|申请上市|申請上市|上市申请|申请生产|申請生產|递交|申请|申請藥證
        승인 신청|승인을 신청|허가 신청|품목허가|판매 승인 신청|신청했|신청
        dépose|demande d'autorisation|demande d'approbation|a déposé|soumis
    """,
    "designated": """
        希少疾病用再生医療等製品に指定 希少疾病用再生医療等製品 希少疾病用 先駆け審査指定 先駆け審査 先駆的再生医療等製品 オーファン指定 指定を受け 指定された オーファン 先駆け
        sakigake|orphan|orphan designation|orphan drug designation|designated as|designation|rmat|fast track designation|breakthrough designation
        孤儿药|孤兒藥|희귀의약품|désignation|médicament orphelin
    """,
    "agenda": """
        議題 議事次第 審議事項 審議予定 開催案内 開催について 審議される 審議する 審議へ 審議入り 諮る 諮られ 上程 部会で審議 審議を予定 議論される 審議します 審議の予定 審議対象
        の開催 審議が行われ 可否を審議 可否を審査 審議する予定
        agenda|to be deliberated|to be discussed|will review|to review|to discuss|will discuss|to deliberate|will deliberate
        will consider|to consider|scheduled to discuss|up for review|slated for|to be reviewed|scheduled for review|on the table
        to examine|will examine|to weigh|will weigh|to decide|placed on|scheduled for discussion|will be reviewed
        审议|審議|将审议|將審議|심의할|심의한다|심의 예정|심의|examiner|à l'ordre du jour
    """,
    "listed": """
        薬価収載 薬価に収載 薬価基準に収載 薬価基準収載 薬価基準へ収載 保険収載 収載された 収載されました 収載した 収載 告示 薬価基準の一部改正 薬価基準の一部を改正 追補 別表に収載 薬価追補収載 官報
        保険適用を開始 保険適用開始 保険適用が始ま 保険適用となった 保険適用された 保険が適用され 保険診療が始ま 公的医療保険の適用開始 保険適用が開始 保険適用 適用対象とした 適用対象に加え 保険の対象になった 保険の適用が始ま
        listed|listing|nhi price list|price list|added to the list|nhi drug price list|enters price list|nhi listing|takes effect
        took effect|covered from|coverage begins|coverage starts|insurance coverage began|coverage began|gazette|in force
        列入|纳入医保|納入健保|收载|收載|등재|보험 적용 시작|inscrit|remboursé
    """,
    "settled": """
        決めた 決まった 決定した を決定 決める 設定
        agreed|agrees|agree|set|sets|setting|decided|decides|fixed|priced|prices
        定为|定為|决定|決定|결정|a fixé|fixe|coûtera
    """,
    "revised": """
        薬価改定 再算定 市場拡大再算定 引き下げ 引下げ 値下げ 費用対効果評価の結果 費用対効果評価に基づき 費用対効果評価で 改定薬価 薬価改正 新薬創出等加算 新創加算 薬価下げ 薬価引き下げ
        price revision|price cut|price cuts|repricing|price reduction|cuts price|price is cut|cost-effectiveness evaluation
        revised price|price lowered|lowers price|slashes price|cuts the price|cut the price|price will be cut
        藥價調整|药价调整|降价|降價|약가 인하|약가인하|baisse de prix|révision des prix
    """,
    "delisted": """
        薬価削除 薬価基準から削除 薬価基準から除外 収載品目から除外 経過措置 収載削除 薬価収載から削除 薬価基準収載から削除 リストから削除 経過措置品目 薬価リストから消え
        削除
        removed from the list|removed from the price list|deleted from|delisted|delisting|dropped from the list|dropped from the price list
        removed from the nhi|taken off the list|transitional measure|removal from the price list
        移出|移除|삭제|radié
    """,
    "billing": """
        留意事項 保医発 算定できる 算定要件 算定に当たって 施設基準 実施上の留意事項 保険適用上の取扱い 診療報酬上の取扱い 使用に当たっての留意 診療報酬の算定 疑義解釈
        使用上の留意事項 算定可能
        billing notice|billing rules|claims conditions|claim conditions|facility criteria|points to note|insurance-use notice
        reimbursement notice|billing conditions|billing|claims notice|fee schedule
        수가|산정|facturation
    """,
    "guideline": """
        最適使用推進ガイドライン 最適使用ガイドライン 使用要件等の基準 適正使用指針 適正使用ガイド 適正使用ガイドライン 使用要件 適正使用基準
        optimal use guideline|optimal-use guideline|guidelines for optimal use|proper use guide|appropriate use guideline
        optimal use promotion guideline|use criteria|appropriate use criteria|proper use guideline
    """,
    "launched": """
        発売 発売した 発売開始 販売開始 販売を開始 新発売 1例目 1例目の 第1例 初の患者に 初めての患者 投与開始 投与を開始 初の移植 移植を実施 初症例 最初の患者 販売を始め 発売を開始 1人目
        患者に初めて 初の投与 実臨床で初 保険診療で初 上市した 上市
        launch*|launches|launched|first patient|first commercial patient|first commercial use|goes on sale|went on sale|on the market|first treatment|first patient treated
        first commercial patient|commercially available|hits the market|rolls out|first transplant|first surgery|now available|enters market
        上市销售|正式销售|首例|首位患者|开售|開賣|首名患者|首例患者|上市銷售
        출시|판매 개시|판매를 시작|첫 환자|첫 투여|첫 이식|시판
        lancement|lance|premier patient|commercialis*
    """,
    "sites": """
        実施施設 実施医療機関 施設認定 認定施設 拠点病院 治療施設 投与施設 提供医療機関 移植施設 実施病院 認定医療機関
        treatment sites|treatment centers|treatment centres|certified centers|certified hospitals|certified sites|treatment facilities
        treating hospitals|participating hospitals|qualified hospitals|designated hospitals|treatment center|treatment centre|certified hospital
        treating centers|treating centres|treating sites|certified as a treatment
        시술 병원|치료 기관|centres de traitement
    """,
    "manufacturing": """
        製造所 出荷 cdmo 新工場 製造拠点 製造施設 逸脱 供給体制 供給 増産 製造設備 量産 培養施設 工場 製造受託 細胞製造 製造能力 出荷停止
        manufacturing facility|production facility|manufacturing site|plant|supply|supply shortage|out-of-specification|batch
        batches|release failure|production capacity|manufacturing capacity|cell processing|factory|manufacturing hub|deviation
        contract manufactur*|manufacturing plant|scale up production|production line|mass production|mass-produc*
        生产基地|生產基地|工厂|工廠|产能|產能|량산|생산 시설|공장|생산시설|usine|site de production|production
    """,
    "post_marketing": """
        製造販売後臨床試験 製造販売後の臨床試験 製造販売後調査 使用成績調査 全例調査 市販後調査 製造販売後承認条件評価 市販後臨床試験 製販後臨床試験 検証試験 製造販売後の治験
        post-marketing|post-approval study|postmarketing|confirmatory trial|confirmatory study|use-results survey|all-patient registry
        post-marketing study|post-marketing clinical trial|post-approval clinical study|confirmatory clinical trial|post-market
        上市后研究|上市後研究|上市后临床|시판 후|시판후|étude post-autorisation
    """,
    "trial": """
        治験 臨床試験 臨床研究 医師主導治験 企業治験 第1相 第2相 第3相 i/ii相 第i相 第ii相 第iii相 再生医療提供計画 人に移植する研究 研究計画
        clinical trial|clinical trials|clinical study|clinical studies|clinical research|trial|trials|phase 1|phase 2|phase 3|phase i|phase ii|phase iii
        phase i/ii|phase 1/2|phase 1/2a|phase 3 trial|human trial|human trials|first-in-human|human study|experimental treatment|study|experiment|research plan
        临床试验|臨床試驗|临床研究|臨床研究|临床实验|임상시험|임상연구|임상 시험|임상 연구|임상|essai clinique|essais cliniques|étude clinique|essai
    """,
    "permit": """
        計画を了承 計画を承認 計画が了承 計画が承認 計画を認め 実施を承認 実施を了承 実施を認め 研究計画を承認 研究計画を了承
        研究を承認 研究を了承 臨床研究を承認 治験を承認 治験の実施を承認 提供計画を受理 計画を大筋了承 大筋了承
        ind clearance|clears ind|ind cleared|ind accepted|accepts ind|cleared the ind|clears the ind|trial approved|clinical trial notification|study approved
        approves trial|approves study|approved the trial|approves clinical trial
        ind 승인|임상시험계획|임상 승인|임상시험 승인|临床试验许可|臨床試驗許可
    """,
    "started": """
        開始 開始した 始めた 始まる 始まった 始める 着手 スタート 登録開始 登録を開始 被験者登録
        start|starts|started|begin|begins|began|begun|initiat*|commenc*|kicks off|underway|under way|dosed|enrol*|enroll*|recruit*|launches|launched
        启动|啟動|开始|開始|实施|開展|开展|시작|개시|착수|실시|démarr*|commence|débute|lancé|1ers|premiers|premier essai|testée|testé
    """,
    "conducts": """
        conducts|conducted|carries out|carried out|performs|performed
    """,
    "graft": """
        移植 手術
        transplant*|implant*|graft*|surgery
        이식|greffe|移植手术
    """,
    "transplant": """
        移植を実施 移植実施 移植手術を実施 移植した 移植を行っ 移植手術を行っ 初めて移植 移植に成功 手術を実施 初の移植 世界初の移植 世界で初めて移植
        performs transplant|performed transplant|transplanted|implanted
        完成移植|实施移植|實施移植|이식 수술|이식했다|greffe
    """,
    "result": """
        結果を発表 結果を公表 論文 掲載 掲載された 主要評価項目 成果を発表 研究成果 有効性を確認 有効性が確認 治験結果 試験結果 結果を報告 学会で発表 症状が改善 改善した 改善がみられ 改善を確認 成績を発表 有効性を示 安全性を確認
        発表した論文 最終結果 中間結果 経過を報告 症状改善
        results|published|findings|data show|reported results|primary endpoint|presents data|presented data|improvement|improved|showed|shows|peer-reviewed|topline|outcomes|interim data|positive data|data|follow-up data
        发表|發表|研究结果|研究結果|论文|論文|结果|成果|연구 결과|논문|결과를 발표|결과 발표|발표|résultats|publié|publie
    """,
    "safety": """
        副作用 有害事象 重篤 死亡 死亡例 腫瘍化 腫瘍形成 腫瘍が 回収 自主回収 緊急安全性情報 安全性速報 ブルーレター イエローレター 使用上の注意改訂 使用上の注意の改訂 使用上の注意 緊急命令 投与中止 脳出血 不整脈 感染症 健康被害 がん化
        電子添文改訂 添付文書改訂
        serious adverse event|serious adverse events|adverse event|adverse reaction|side effect|side effects|death|deaths|died|dies|tumor|tumour|tumors|tumours|tumor formation|recall|recalls|recalled|safety alert|safety signal|clinical hold|teratoma|safety warning|safety letter|arrhythmia|precautions|boxed warning|fatal
        副作用|不良反应|不良反應|死亡|肿瘤|腫瘤|召回|부작용|이상반응|사망|종양|리콜|effet indésirable|décès|tumeur|rappel
    """,
    "extended": """
        期限の延長 期限を延長 期限延長 期間を延長 期間の延長 延長された期限 承認期限の延長 承認期間の延長 期限の3年延長 延長を了承 延長
        extension|extended|extends|extend the term|term extension|extend
        延长|延長|연장|prolong*
    """,
    "procedure": """
        手続き開始 手続きを開始 手続きを始め 手続開始 手続を開始 薬価算定の手続き 薬価収載の手続き 保険適用の手続き 保険収載に向けた手続き 保険適用に向けた手続き 収載に向けた手続き 薬価収載手続き 薬価収載に向けた 算定手続き 薬価算定に向けた 保険収載の手続き 価格算定の手続き 収載手続き
        薬価の検討を開始 保険適用の検討を開始 薬価収載に係る手続き 保険上の取扱い 薬価基準での取扱い 医薬品の例により対応 医薬品の例により対応する 薬価基準収載に向けた
        pricing procedure|pricing process|pricing procedures|listing procedure|price-setting process|insurance coverage procedures|price-setting procedure|procedure for pricing
        start pricing|begin pricing|pricing talks|price talks|coverage process|procedures for insurance coverage|reimbursement process
    """,
}
