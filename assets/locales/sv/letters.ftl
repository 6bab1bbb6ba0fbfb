# Brev. Varje slag säger: ämne (vem och vad), varför du får det, vad du gör, länkens ord, vad du gör om du inte väntade
# dig det.

letter-until = Länken fungerar till { $until }.
letter-address = Om knappen inte fungerar, kopiera den här adressen till din webbläsare:
letter-sender = { $organization } har låtit skicka det här brevet till { $to } automatiskt.

letter-invitation-subject = { $organization }: din inbjudan till kundportalen för { $customer }
letter-invitation-why = Hej { $name }, du får det här brevet eftersom { $by } på { $organization } har bjudit in dig till kundportalen, där du kan följa det som görs för { $customer }.
letter-invitation-do = Öppna länken och välj ett lösenord. Därefter kan du logga in när du vill.
letter-invitation-button = Tacka ja till inbjudan
letter-invitation-unexpected = Om du inte väntade dig den här inbjudan behöver du inte göra något: länken slutar fungera av sig själv. Har du frågor är det bara att svara på brevet.

letter-welcome-subject = { $organization }: din åtkomst till { $customer } är klar
letter-welcome-why = Hej { $name }, du får det här brevet eftersom du har tackat ja till inbjudan från { $organization }. Nu kan du följa det som görs för { $customer } i kundportalen.
letter-welcome-do = Ditt användarnamn är { $email }. Logga in med det och med lösenordet som du har valt.
letter-welcome-button = Logga in
letter-welcome-unexpected = Om det inte var du som tackade ja, svara genast på det här brevet så att { $organization } kan stänga åtkomsten.

letter-password_changed-subject = { $organization }: ditt lösenord har ändrats
letter-password_changed-why = Hej { $name }, du får det här brevet eftersom lösenordet för din åtkomst till kundportalen hos { $organization } har ändrats.
letter-password_changed-do = Om du gjorde det själv är allt i sin ordning: från och med nu loggar du in med det nya lösenordet.
letter-password_changed-button = Logga in
letter-password_changed-unexpected = Om det inte var du, svara genast på det här brevet: någon annan kan känna till ditt lösenord.

letter-access_revoked-subject = { $organization }: din åtkomst till { $customer } har upphört
letter-access_revoked-why = Hej { $name }, du får det här brevet eftersom { $organization } har avslutat din åtkomst till { $customer } i kundportalen.
letter-access_revoked-do = Du kan inte längre se något om { $customer } där. Har du även åtkomst till andra kunder finns den kvar, och du loggar in som förut.
letter-access_revoked-button = Till kundportalen
letter-access_revoked-unexpected = Om du tror att det är ett misstag är det bara att svara på brevet.

letter-new_password-subject = { $organization }: välj ett nytt lösenord
letter-new_password-why = Hej { $name }, du får det här brevet eftersom { $by } på { $organization } har skickat en länk till dig, där du väljer ett nytt lösenord till kundportalen.
letter-new_password-do = Öppna länken och välj ett nytt lösenord; då är du inloggad. För din säkerhet har alla dina öppna sessioner avslutats.
letter-new_password-button = Välj ett nytt lösenord
letter-new_password-unexpected = Om du inte har bett om det behöver du inte göra något: ditt nuvarande lösenord förblir som det är. Har du frågor är det bara att svara på brevet.

letter-temporary_password-subject = { $organization }: ditt tillfälliga lösenord
letter-temporary_password-why = Hej { $name }, du får det här brevet eftersom { $by } på { $organization } har skapat ett tillfälligt lösenord för din åtkomst till kundportalen.
letter-temporary_password-password = Ditt tillfälliga lösenord är: { $password }
letter-temporary_password-do = Logga in med det; du får genast välja ett eget lösenord.
letter-temporary_password-button = Logga in
letter-temporary_password-until = Det tillfälliga lösenordet fungerar till { $until }, och bara tills du har valt ett eget.
letter-temporary_password-unexpected = Om du inte har bett om det, svara genast på det här brevet. Radera brevet när du har valt ett eget lösenord.

letter-independence_approved-subject = { $organization }: { $customer } är nu en egen organisation
letter-independence_approved-why = Hej { $name }, du får detta brev eftersom { $organization } har godkänt att { $customer } blir en egen organisation. Den heter { $made }.
letter-independence_approved-do = Du hör från och med nu till dess personal: logga in i terminalen för { $made } med { $email } och det lösenord du har. I kundportalen hos { $organization } ser du fortfarande allt, men där kan inget längre ändras.
letter-independence_approved-button = Till kundportalen
letter-independence_approved-unexpected = Om du tror att detta är ett misstag, svara bara på detta brev.

letter-independence_declined-subject = { $organization }: { $customer } blir ingen egen organisation
letter-independence_declined-why = Hej { $name }, du får detta brev eftersom { $customer } har bett om att få bli en egen organisation. { $organization } har avslagit detta.
letter-independence_declined-do = Svaret: { $answer }
letter-independence_declined-button = Till kundportalen
letter-independence_declined-unexpected = Inget har ändrats för dig. Om du har frågor, svara bara på detta brev.

# Notiser från det dagliga arbetet.
letter-button = Öppna i kundportalen
letter-choose = I ditt konto i portalen väljer du vad du får besked om.
letter-choose-staff = Öppna det i Keydesk; där väljer du också vad du får besked om.

letter-order_created-subject = { $organization }: ny arbetsorder { $thing }
letter-order_created-why = Hej { $name }, du får det här brevet eftersom en arbetsorder har skapats för { $customer }: { $thing }.

letter-order_assigned-subject = { $organization }: { $thing } är din
letter-order_assigned-why = Hej { $name }, du får det här brevet eftersom { $by } har tilldelat dig en order för { $customer }: { $thing }.

letter-order_planned-subject = { $organization }: ett besök är planerat för { $thing }
letter-order_planned-why = Hej { $name }, du får det här brevet eftersom { $organization } har planerat ett besök hos { $customer } för { $thing }: { $when }.

letter-order_moved-subject = { $organization }: besöket för { $thing } har flyttats
letter-order_moved-why = Hej { $name }, du får det här brevet eftersom besöket hos { $customer } för { $thing } har flyttats. Det är nu planerat till { $when }.

letter-visit_cancelled-subject = { $organization }: besöket för { $thing } är inställt
letter-visit_cancelled-why = Hej { $name }, du får det här brevet eftersom besöket hos { $customer } för { $thing } som var planerat till { $when } har ställts in.

letter-order_closed-subject = { $organization }: { $thing } är klar
letter-order_closed-why = Hej { $name }, du får det här brevet eftersom en order för { $customer } har avslutats: { $thing }.

letter-order_edited-subject = { $organization }: { $customer } har ändrat { $thing }
letter-order_edited-why = Hej { $name }, du får det här brevet eftersom { $by } hos { $customer } har ändrat ärendet { $thing }. Nu står det:

letter-order_cancelled-subject = { $organization }: { $thing } har avbeställts
letter-order_cancelled-why = Hej { $name }, du får det här brevet eftersom { $by } har avbeställt ärendet { $thing } för { $customer }. Inget var planerat ännu.

letter-comment-subject = { $organization }: en kommentar till { $thing }
letter-comment-why = Hej { $name }, du får det här brevet eftersom { $by } har skrivit en kommentar till { $thing } för { $customer }:

letter-internal_comment-subject = { $organization }: intern kommentar till { $thing }
letter-internal_comment-why = Hej { $name }, du får det här brevet eftersom { $by } har skrivit en intern kommentar till { $thing } för { $customer }. Kunden ser den inte:

letter-document_added-subject = { $organization }: nytt dokument { $thing }
letter-document_added-why = Hej { $name }, du får det här brevet eftersom { $by } har lagt till ett dokument för { $customer }: { $thing }.

letter-fault_received-subject = { $organization }: felanmälan { $thing } från { $customer }
letter-fault_received-why = Hej { $name }, du får det här brevet eftersom { $by } hos { $customer } har anmält ett fel: { $thing }.

letter-fault_taken-subject = { $organization }: din felanmälan är omhändertagen
letter-fault_taken-why = Hej { $name }, du får det här brevet eftersom { $by } har tagit hand om felanmälan från { $customer }: { $thing }.

letter-fault_closed-subject = { $organization }: din felanmälan är avslutad
letter-fault_closed-why = Hej { $name }, du får det här brevet eftersom felanmälan från { $customer } har avslutats: { $thing }.

letter-estimate_to_accept-subject = { $organization }: offerten { $thing } väntar på ditt svar
letter-estimate_to_accept-why = Hej { $name }, du får det här brevet eftersom { $organization } har lämnat en offert till { $customer }: { $thing }. Du kan godkänna eller avböja den i portalen.

letter-estimate_decided-subject = { $organization }: svar på offerten { $thing }
letter-estimate_decided-why = Hej { $name }, du får det här brevet eftersom { $by } hos { $customer } har svarat på offerten { $thing }:

letter-invoice-subject = { $organization }: faktura { $thing }
letter-invoice-why = Hej { $name }, du får det här brevet eftersom { $organization } har ställt ut en faktura till { $customer }: { $thing }.

letter-video_planned-subject = { $organization }: videomöte { $thing }
letter-video_planned-why = Hej { $name }, du får det här brevet eftersom ett videomöte med { $customer } är planerat: { $thing }, { $when }.

letter-video_moved-subject = { $organization }: videomötet { $thing } har flyttats
letter-video_moved-why = Hej { $name }, du får det här brevet eftersom { $by } har flyttat videomötet { $thing } med { $customer }. Det är nu planerat till { $when }.

letter-video_cancelled-subject = { $organization }: videomötet { $thing } är inställt
letter-video_cancelled-why = Hej { $name }, du får det här brevet eftersom { $by } har ställt in videomötet { $thing } med { $customer } som var planerat till { $when }.

letter-video_requested-subject = { $organization }: { $customer } ber om ett videomöte
letter-video_requested-why = Hej { $name }, du får det här brevet eftersom { $by } hos { $customer } ber om ett videomöte: { $thing }, { $when }.

letter-check_due-subject = { $organization }: en egenkontroll ska göras på { $thing }
letter-check_due-why = Hej { $name }, du får det här brevet eftersom en egenkontroll ska göras hos { $customer }: { $thing }, { $when }.

# A letter to nobody, for a look at how it reads.
letter-sample-thing = A-2041 Hiss 3 står stilla
letter-sample-detail = Hisskorgens dörr går inte att stänga. Kan någon komma i morgon förmiddag?
