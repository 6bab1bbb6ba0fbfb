# Company data, colleagues, billing.

topic-billing = Fakturor och offerter
