"""The list of medicines for other お薬手帳 apps: JAHIS text and QR codes.

The format is 「JAHIS電子版お薬手帳データフォーマット仕様書 Ver.2.6」 (JAHIS技術文書 24-104,
September 2024, https://www.jahis.jp/standard/detail/id=1124), header JAHISTC08. Who read
it, and when: docs/decisions/0023-a-list-for-other-notebooks.md.
"""
