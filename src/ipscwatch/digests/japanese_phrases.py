"""Japanese counterparts of sentences that reach a digest ready made in English, by their form.

A group in a pattern fills the same name in the counterpart: `tier` as who speaks, `stage` as a stage, `span`,
`usual` and `rest` as phrases in their turn, anything else as it stands. `japanese_troubles` has those of sources
and channels in trouble.
"""

from __future__ import annotations

from collections.abc import Mapping

PHRASES: tuple[tuple[str, str], ...] = (
    # Why a fact stands as it does
    (r"a source of tier (?P<tier>\d) says so", "{tier}による"),
    (r"two independent voices of tier 3 agree", "独立した報道2社が一致"),
    (r"one voice of tier 3 says so; a second is needed", "報道1社のみ。もう1社の裏付けが必要"),
    (r"tier (?P<tier>\d) may only propose", "{tier}の情報だけでは確定しない"),
    (r"no one who may set or propose it asserts a value", "値を定められる発信者がまだ述べていない"),
    (r"it is planned, not asserted", "予定であり、事実として述べられていない"),
    (r"it is hearsay, not asserted", "伝聞であり、事実として述べられていない"),
    (r"it is conditional, not asserted", "条件付きで述べられている"),
    (r"it is denied, not asserted", "否定されている"),
    (r"you ruled so", "利用者の判断"),
    # Why an event is doubtful
    (r"told by a source of tier (?P<tier>\d), which may set no fact", "{tier}の情報であり、事実を定められない"),
    (
        r"a panel is named, which endorses and does not approve",
        "部会の名が出ている。部会は了承するもので、承認するものではない",
    ),
    (
        r"no source of tiers 1 to 3 says more than «(?P<stage>.+)»",
        "規制当局、企業、報道のいずれも「{stage}」を超えることは述べていない",
    ),
    # What was edited
    (r"the title was «(?P<title>.+)»", "元の見出しは「{title}」"),
    (r"the text was edited", "本文が改められた"),
    # How a source is
    (r"nothing new for (?P<span>.+), usually within (?P<usual>.+)", "{span}新着なし（通常は{usual}以内）"),
    (r"nothing new for (?P<span>.+)", "{span}新着なし"),
    (r"well again after (?P<span>.+)", "{span}ぶりに復旧"),
    (r"well again", "復旧"),
    (r"(?P<n>\d+) days?", "{n}日"),
    (r"(?P<n>\d+) hours?", "{n}時間"),
    (r"(?P<n>\d+) minutes?", "{n}分"),
    (r"under a minute", "1分未満"),
    (r"long", "長期間"),
    # What the service says of itself
    (r"(?P<n>\d+) of (?P<of>\d+) sources could not be reached", "{of}情報源のうち{n}に接続できませんでした"),
    (r"the network is back", "接続が戻りました"),
    (
        r"(?P<channel>\S+): (?P<digest>\S+) was not delivered: (?P<rest>.+)",
        "{channel}：{digest}を配信できませんでした。{rest}",
    ),
    (
        r"(?P<channel>\S+): (?P<digest>\S+) could not be shown \((?P<why>\w+)\); (?P<rest>.+)",
        "{channel}：{digest}を表示できませんでした（{why}）。{rest}",
    ),
    (
        r"(?P<where>\S+): (?P<said>.+) \(and (?P<n>\d+) more\); the former one goes on",
        "{where}「{said}」、ほか{n}件",
    ),
    (r"(?P<where>\S+): (?P<said>.+); the former one goes on", "{where}「{said}」"),
)

FLAGS: Mapping[str, str] = {
    "F-COND-OMITTED": "承認に付いた条件と期限に触れていない。",
    "F-STAGE": "部会の了承を国の承認、または承認を発売と述べている。",
    "F-COVER-AS-PROOF": "保険適用は使えるようになったという意味で、有効性の証明ではない。",
    "F-EFFICACY-PROVEN": "有効性を定まったことのように述べている。根拠となる例数と対照群の有無を確かめること。",
    "F-SMALL-N-OMITTED": "例数を示していない。",
    "F-OPEN-LABEL-OMITTED": "試験のデザインを示していない。",
    "F-MECH-REPLACE": "作用または細胞の由来が、報告されているものと違う。",
    "F-SAFE": "安全性を定まったことのように述べている。",
    "F-GENERALISE": "承認は製品ごとのもので、iPS治療や幹細胞治療一般ではない。",
    "F-AVAILABLE": "使えるようになるのは価格の適用と発売の後。両方の事実を確かめること。",
    "F-COST-INVENTED": "この金額を裏付ける価格は知られておらず、台帳には入れない。",
    "F-HYPE": "表現だけの問題。",
    "F-JURIS": "日本以外の国での承認は記録にない。",
    "F-COI": "発信者は治療の売り手か、報酬を受けている。",
}
"""The notes of overclaims that hold for every product, by the flag's name."""
