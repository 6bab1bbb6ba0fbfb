# Sms (R65): én besked hver, med tegn som alle telefoner har. Det lange forkortes, linket følger efter.

sms-order_created = { $organization }: ny arbejdsordre { $thing }.
sms-order_assigned = { $organization }: { $thing } hos { $customer } er din opgave.
sms-order_planned = { $organization }: besøg for { $thing } planlagt: { $when }.
sms-order_moved = { $organization }: besøget for { $thing } er flyttet til { $when }.
sms-visit_cancelled = { $organization }: besøget for { $thing } den { $when } er aflyst.
sms-order_closed = { $organization }: { $thing } er færdig.
sms-order_edited = { $organization }: { $customer } har ændret { $thing }.
sms-order_cancelled = { $organization }: { $thing } er annulleret.
sms-comment = { $organization }: { $by } har kommenteret { $thing }.
sms-internal_comment = { $organization }: intern kommentar fra { $by } til { $thing }.
sms-document_added = { $organization }: nyt dokument { $thing }.
sms-fault_received = { $organization }: fejlmelding { $thing } fra { $customer }.
sms-fault_taken = { $organization }: din fejlmelding { $thing } bliver behandlet.
sms-fault_closed = { $organization }: din fejlmelding { $thing } er afsluttet.
sms-estimate_to_accept = { $organization }: overslaget { $thing } venter på dit svar.
sms-estimate_decided = { $organization }: { $customer } har svaret på overslaget { $thing }.
sms-invoice = { $organization }: faktura { $thing }.
sms-video_planned = { $organization }: videomøde { $thing }: { $when }.
sms-video_moved = { $organization }: videomødet { $thing } er flyttet til { $when }.
sms-video_cancelled = { $organization }: videomødet { $thing } den { $when } er aflyst.
sms-video_requested = { $organization }: { $customer } beder om et videomøde: { $thing }.
sms-check_due = { $organization }: en egenkontrol er klar til { $thing }: { $when }.
sms-independence_asked = { $organization }: { $customer } vil gerne være sin egen organisation.
sms-other = { $organization }: nyt om { $thing }.

# En besked, som personalet sender for at se, om indstillingerne virker.

sms-trial = { $organization }: denne sms viser, at Keydesk kan sende til dette nummer.
mail-trial-subject = { $organization }: et brev for at prøve e-mailindstillingerne
mail-trial-body = Dette brev er sendt af { $by } hos { $organization } for at se, om Keydesk kan sende breve. Det er kommet frem, så det virker. Du skal ikke gøre noget.
