"""Japanese counterparts of sentences that reach a digest ready made in English, by their form.

A group in a pattern fills the same name in the counterpart: `tier` as who speaks, `span`, `usual` and `rest` as
phrases in their turn, anything else as it stands.
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
)

ADDRESS: Mapping[str, str] = {
    "did not accept a connection in time": "時間内に接続できません",
    "was not asked for: too many connections were open": "接続が多すぎて取得していません",
    "stopped sending in the middle of an answer, or never began": "応答が途中で止まったか、始まりません",
    "did not take our request in time": "要求が時間内に受け取られません",
    "took too long to answer (polling.timeout)": "応答に時間がかかりすぎます（polling.timeout）",
    "dropped the connection": "接続が切られました",
    "sent less than it announced": "予告より短い応答です",
    "closed the connection without an answer": "応答なしに接続が閉じられました",
    "does not answer in valid HTTP": "正しいHTTPで応答しません",
    "refused the connection": "接続を拒否されました",
    "cannot be reached from this network": "このネットワークから届きません",
    "could not be connected to": "接続できません",
    "did not understand the request": "要求が理解されません",
    "asks for a login": "ログインを求められます",
    "asks for a payment": "支払いを求められます",
    "refuses us": "アクセスを拒否されます",
    "is not there": "ページがありません",
    "refuses this kind of request": "この種の要求は拒否されます",
    "cannot answer in a form we asked for": "求めた形式で応答できません",
    "is behind a proxy that asks for a login": "プロキシがログインを求めています",
    "is gone for good": "ページは廃止されました",
    "says we ask too often": "取得の頻度が高すぎます",
    "is withheld for legal reasons": "法的な理由で閲覧できません",
    "has trouble of its own": "サーバーの不調です",
    "refuses the request": "要求を拒否されます",
    "points elsewhere without saying where": "移転先を示さずに転送されます",
    "answered without content": "応答に内容がありません",
}
"""What the door to the web says of an address."""

ADVICE: Mapping[str, str] = {
    "it is tried again later": "後で再試行します",
    "the answer was not used and is fetched again later": "その応答は使わず、後で取得し直します",
    "look at it in a browser": "ブラウザーで確かめてください",
    "check the network": "ネットワークを確かめてください",
    "check its address": "アドレスを確かめてください",
    "set its headers, or disable it": "headersを設定するか、無効にしてください",
    "disable it, or use another source": "無効にするか、別の情報源にしてください",
    "ask its publisher, or use another source": "発行元に尋ねるか、別の情報源にしてください",
    "look where it moved": "移転先を探してください",
    "check its headers": "headersを確かめてください",
    "check polling.proxy": "polling.proxyを確かめてください",
    "look for what replaced it and disable it": "後継を探し、これを無効にしてください",
    "give it a longer interval": "間隔を延ばしてください",
    "use another source": "別の情報源にしてください",
}
"""What it says is to be done."""

FLAGS: Mapping[str, str] = {
    "F-COND-OMITTED": "承認は条件及び期限付き（7年）。",
    "F-STAGE": "部会の了承を国の承認、または承認を発売と述べている。",
    "F-COVER-AS-PROOF": "保険適用は使えるようになったという意味で、有効性の証明ではない。",
    "F-EFFICACY-PROVEN": "有効性は証明されていない。対照群のないアムシェプリ7例、リハート8例。",
    "F-SMALL-N-OMITTED": "例数を示していない。アムシェプリは7例に移植し6例を評価、リハートは8例。",
    "F-OPEN-LABEL-OMITTED": "試験は対照群のない非盲検試験。",
    "F-MECH-REPLACE": "報告されている作用は新しい血管であり、新しい心筋ではない。細胞は提供者のiPS細胞。",
    "F-SAFE": "安全性は定まっていない。有害事象73件、免疫抑制が必要で、長期のリスクは不明。",
    "F-GENERALISE": "承認は2製品だけで、iPS治療や幹細胞治療一般ではない。",
    "F-AVAILABLE": "使えるようになるのは価格の適用と発売の後。両方の事実を確かめること。",
    "F-COST-INVENTED": "この金額を裏付ける価格は知られておらず、台帳には入れない。",
    "F-HYPE": "表現だけの問題。",
    "F-JURIS": "承認したのは日本であり、ほかの国の規制当局は承認していない。",
    "F-COI": "発信者は治療の売り手か、報酬を受けている。",
}
"""The notes of overclaims, by the flag's name."""
