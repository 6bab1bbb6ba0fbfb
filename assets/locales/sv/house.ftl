# Company data, colleagues, billing.
