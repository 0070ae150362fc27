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

CLAUSES: Mapping[str, str] = {
    "did not accept a connection in time; it is tried again later": "時間内に接続できません。後で再試行します",
    "was not asked for: too many connections were open; it is tried again later": "接続が多すぎて取得していません。後で再試行します",
    "stopped sending in the middle of an answer, or never began; it is tried again later": "応答が途中で止まったか、始まりません。後で再試行します",
    "did not take our request in time; it is tried again later": "要求が時間内に受け取られません。後で再試行します",
    "took too long to answer (polling.timeout); it is tried again later": "応答に時間がかかりすぎます（polling.timeout）。後で再試行します",
    "dropped the connection; it is tried again later": "接続が切られました。後で再試行します",
    "sent less than it announced; the answer was not used and is fetched again later": "予告より短い応答のため使わず、後で取得し直します",
    "closed the connection without an answer; it is tried again later": "応答なしに接続が閉じられました。後で再試行します",
    "does not answer in valid HTTP; look at it in a browser": "正しいHTTPで応答しません。ブラウザーで確かめてください",
    "refused the connection; it is tried again later": "接続を拒否されました。後で再試行します",
    "cannot be reached from this network; check the network": "このネットワークから届きません。ネットワークを確かめてください",
    "could not be connected to; it is tried again later": "接続できません。後で再試行します",
    "did not understand the request; check its address": "要求が理解されません。アドレスを確かめてください",
    "asks for a login; set its headers, or disable it": "ログインを求められます。headersを設定するか、無効にしてください",
    "asks for a payment; disable it, or use another source": "支払いを求められます。無効にするか、別の情報源にしてください",
    "refuses us; ask its publisher, or use another source": "アクセスを拒否されます。発行元に尋ねるか、別の情報源にしてください",
    "is not there; look where it moved": "ページがありません。移転先を探してください",
    "refuses this kind of request; check its address": "この種の要求は拒否されます。アドレスを確かめてください",
    "cannot answer in a form we asked for; check its headers": "求めた形式で応答できません。headersを確かめてください",
    "is behind a proxy that asks for a login; check polling.proxy": "プロキシがログインを求めています。polling.proxyを確かめてください",
    "is gone for good; look for what replaced it and disable it": "ページは廃止されました。後継を探し、これを無効にしてください",
    "says we ask too often; give it a longer interval": "取得の頻度が高すぎます。間隔を延ばしてください",
    "is withheld for legal reasons; use another source": "法的な理由で閲覧できません。別の情報源にしてください",
    "has trouble of its own; it is tried again later": "サーバーの不調です。後で再試行します",
    "refuses the request; check its address": "要求を拒否されます。アドレスを確かめてください",
    "points elsewhere without saying where; look at it in a browser": "移転先を示さずに転送されます。ブラウザーで確かめてください",
    "answered without content; look at it in a browser": "応答に内容がありません。ブラウザーで確かめてください",
}
"""What the door to the web says of an address."""

FLAGS: Mapping[str, str] = {
    "F-COND-OMITTED": "承認は条件及び期限付き（7年）。",
    "F-STAGE": "部会の了承を国の承認、または承認を発売と述べている。",
    "F-COVER-AS-PROOF": "保険適用は使えるようになったという意味で、有効性の証明ではない。",
    "F-EFFICACY-PROVEN": "有効性は証明されていない。対照群のないアムシェプリ7例、リハート8例。",
    "F-SMALL-N-OMITTED": "例数を示していない。アムシェプリは7例に移植し6例を評価、リハートは8例。",
    "F-OPEN-LABEL-OMITTED": "試験は対照群のない非盲検試験。",
    "F-MECH-REPLACE": "シートは新しい血管を通じて働くとされ、心筋の置き換えではない。細胞は提供者のiPS細胞。",
    "F-SAFE": "安全性は定まっていない。有害事象73件、免疫抑制が必要で、長期のリスクは不明。",
    "F-GENERALISE": "承認は2製品だけで、iPS治療や幹細胞治療一般ではない。",
    "F-AVAILABLE": "発売や価格の適用はこの時点で確かめられていない。",
    "F-COST-INVENTED": "台帳にない価格。公的な価格表で確かめること。",
    "F-HYPE": "表現が誇張されているだけで、新しい事実ではない。",
    "F-JURIS": "承認したのは日本だけで、ほかの国の規制当局ではない。",
    "F-COI": "発信者は販売側か、利害関係がある。",
}
"""The notes of overclaims, by the flag's name."""
