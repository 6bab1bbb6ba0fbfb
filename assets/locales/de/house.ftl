# Company data, colleagues, billing.

topic-billing = Rechnungen und Kostenvoranschläge
