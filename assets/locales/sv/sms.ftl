# Sms (R65): ett meddelande var, med tecken som varje telefon har. Det som är långt kortas, länken följer efter.

sms-order_created = { $organization }: ny arbetsorder { $thing }.
sms-order_assigned = { $organization }: { $thing } hos { $customer } är ditt uppdrag.
sms-order_planned = { $organization }: besök för { $thing } planerat: { $when }.
sms-order_moved = { $organization }: besöket för { $thing } är flyttat till { $when }.
sms-visit_cancelled = { $organization }: besöket för { $thing } den { $when } är inställt.
sms-order_closed = { $organization }: { $thing } är klart.
sms-order_edited = { $organization }: { $customer } har ändrat { $thing }.
sms-order_cancelled = { $organization }: { $thing } är avbeställt.
sms-comment = { $organization }: { $by } har kommenterat { $thing }.
sms-internal_comment = { $organization }: intern kommentar av { $by } till { $thing }.
sms-document_added = { $organization }: nytt dokument { $thing }.
sms-fault_received = { $organization }: felanmälan { $thing } från { $customer }.
sms-fault_taken = { $organization }: din felanmälan { $thing } tas om hand.
sms-fault_closed = { $organization }: din felanmälan { $thing } är avslutad.
sms-estimate_to_accept = { $organization }: offerten { $thing } väntar på ditt svar.
sms-estimate_decided = { $organization }: { $customer } har svarat på offerten { $thing }.
sms-invoice = { $organization }: faktura { $thing }.
sms-video_planned = { $organization }: videomöte { $thing }: { $when }.
sms-video_moved = { $organization }: videomötet { $thing } är flyttat till { $when }.
sms-video_cancelled = { $organization }: videomötet { $thing } den { $when } är inställt.
sms-video_requested = { $organization }: { $customer } ber om ett videomöte: { $thing }.
sms-check_due = { $organization }: en egenkontroll ska göras på { $thing }: { $when }.
sms-independence_asked = { $organization }: { $customer } vill bli en egen organisation.
sms-other = { $organization }: nytt om { $thing }.

# Ett meddelande som personalen skickar för att se om inställningarna fungerar.

sms-trial = { $organization }: detta sms visar att Keydesk kan skicka till det här numret.
mail-trial-subject = { $organization }: ett brev för att prova e-postinställningarna
mail-trial-body = Det här brevet skickades av { $by } hos { $organization } för att se om Keydesk kan skicka brev. Det har kommit fram, så det fungerar. Du behöver inte göra något.
