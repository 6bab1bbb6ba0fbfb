# Company data, colleagues, billing.

topic-billing = Invoices and estimates
