# Company data, colleagues, billing.

topic-billing = Fakturaer og tilbud
