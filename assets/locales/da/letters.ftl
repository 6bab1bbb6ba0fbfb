# Breve. Hver slags siger: emne (hvem og hvad), hvorfor du får det, hvad du gør, linkets ord, hvad du gør, hvis du ikke
# ventede det.

letter-until = Linket virker til { $until }.
letter-address = Hvis knappen ikke virker, så kopiér denne adresse til din browser:
letter-sender = { $organization } har ladet dette brev sende automatisk til { $to }.

letter-invitation-subject = { $organization }: din invitation til kundeportalen for { $customer }
letter-invitation-why = Hej { $name }, du får dette brev, fordi { $by } hos { $organization } har inviteret dig til kundeportalen, hvor du kan følge med i det, der bliver gjort for { $customer }.
letter-invitation-do = Åbn linket, og vælg en adgangskode. Derefter kan du logge ind, når du vil.
letter-invitation-button = Tag imod invitationen
letter-invitation-unexpected = Hvis du ikke ventede denne invitation, behøver du ikke gøre noget: linket holder op med at virke af sig selv. Har du spørgsmål, kan du bare svare på brevet.

letter-welcome-subject = { $organization }: din adgang til { $customer } er klar
letter-welcome-why = Hej { $name }, du får dette brev, fordi du har taget imod invitationen fra { $organization }. Nu kan du i kundeportalen følge med i det, der bliver gjort for { $customer }.
letter-welcome-do = Dit brugernavn er { $email }. Log ind med det og med den adgangskode, du har valgt.
letter-welcome-button = Log ind
letter-welcome-unexpected = Hvis det ikke var dig, der tog imod invitationen, så svar straks på dette brev, så { $organization } kan lukke adgangen.

letter-password_changed-subject = { $organization }: din adgangskode er ændret
letter-password_changed-why = Hej { $name }, du får dette brev, fordi adgangskoden til din adgang til kundeportalen hos { $organization } er blevet ændret.
letter-password_changed-do = Hvis du selv gjorde det, er alt i orden: fra nu af logger du ind med den nye adgangskode.
letter-password_changed-button = Log ind
letter-password_changed-unexpected = Hvis det ikke var dig, så svar straks på dette brev: en anden kender måske din adgangskode.

letter-access_revoked-subject = { $organization }: din adgang til { $customer } er ophørt
letter-access_revoked-why = Hej { $name }, du får dette brev, fordi { $organization } har afsluttet din adgang til { $customer } i kundeportalen.
letter-access_revoked-do = Du kan ikke længere se noget om { $customer } der. Har du også adgang til andre kunder, er den uændret, og du logger ind som før.
letter-access_revoked-button = Til kundeportalen
letter-access_revoked-unexpected = Hvis du tror, det er en fejl, kan du bare svare på brevet.

letter-new_password-subject = { $organization }: vælg en ny adgangskode
letter-new_password-why = Hej { $name }, du får dette brev, fordi { $by } hos { $organization } har sendt dig et link, hvor du vælger en ny adgangskode til kundeportalen.
letter-new_password-do = Åbn linket, og vælg en ny adgangskode; så er du logget ind. For din sikkerheds skyld er alle dine åbne sessioner afsluttet.
letter-new_password-button = Vælg en ny adgangskode
letter-new_password-unexpected = Hvis du ikke har bedt om det, behøver du ikke gøre noget: din nuværende adgangskode forbliver, som den er. Har du spørgsmål, kan du bare svare på brevet.

letter-temporary_password-subject = { $organization }: din midlertidige adgangskode
letter-temporary_password-why = Hej { $name }, du får dette brev, fordi { $by } hos { $organization } har lavet en midlertidig adgangskode til din adgang til kundeportalen.
letter-temporary_password-password = Din midlertidige adgangskode er: { $password }
letter-temporary_password-do = Log ind med den; du bliver straks bedt om at vælge din egen adgangskode.
letter-temporary_password-button = Log ind
letter-temporary_password-until = Den midlertidige adgangskode virker til { $until }, og kun indtil du har valgt din egen.
letter-temporary_password-unexpected = Hvis du ikke har bedt om det, så svar straks på dette brev. Slet brevet, når du har valgt din egen adgangskode.

letter-independence_approved-subject = { $organization }: { $customer } er nu en selvstændig organisation
letter-independence_approved-why = Hej { $name }, du får dette brev, fordi { $organization } har godkendt, at { $customer } bliver en selvstændig organisation. Den hedder { $made }.
letter-independence_approved-do = Fra nu af hører du til dens personale: log ind i terminalen for { $made } med { $email } og den adgangskode, du har. I kundeportalen hos { $organization } ser du stadig alt, men der kan ikke længere ændres noget.
letter-independence_approved-button = Til kundeportalen
letter-independence_approved-unexpected = Hvis du mener, at det er en fejl, så svar bare på dette brev.

letter-independence_declined-subject = { $organization }: { $customer } bliver ikke en selvstændig organisation
letter-independence_declined-why = Hej { $name }, du får dette brev, fordi { $customer } har bedt om at blive en selvstændig organisation. { $organization } har afslået det.
letter-independence_declined-do = Svaret: { $answer }
letter-independence_declined-button = Til kundeportalen
letter-independence_declined-unexpected = Intet er ændret for dig. Hvis du har spørgsmål, så svar bare på dette brev.

# Beskeder fra det daglige arbejde.
letter-button = Åbn i kundeportalen
letter-choose = I din konto i portalen vælger du, hvad du får besked om.
letter-choose-staff = Åbn det i Keydesk; dér vælger du også, hvad du får besked om.

letter-order_created-subject = { $organization }: ny arbejdsordre { $thing }
letter-order_created-why = Hej { $name }, du får dette brev, fordi der er oprettet en arbejdsordre for { $customer }: { $thing }.

letter-order_assigned-subject = { $organization }: { $thing } er din
letter-order_assigned-why = Hej { $name }, du får dette brev, fordi { $by } har tildelt dig en ordre fra { $customer }: { $thing }.

letter-order_planned-subject = { $organization }: et besøg er planlagt for { $thing }
letter-order_planned-why = Hej { $name }, du får dette brev, fordi { $organization } har planlagt et besøg hos { $customer } for { $thing }: { $when }.

letter-order_moved-subject = { $organization }: besøget for { $thing } er flyttet
letter-order_moved-why = Hej { $name }, du får dette brev, fordi besøget hos { $customer } for { $thing } er blevet flyttet. Det er nu planlagt til { $when }.

letter-visit_cancelled-subject = { $organization }: besøget for { $thing } er aflyst
letter-visit_cancelled-why = Hej { $name }, du får dette brev, fordi besøget hos { $customer } for { $thing }, som var planlagt til { $when }, er aflyst.

letter-order_closed-subject = { $organization }: { $thing } er færdig
letter-order_closed-why = Hej { $name }, du får dette brev, fordi en ordre fra { $customer } er afsluttet: { $thing }.

letter-order_edited-subject = { $organization }: { $customer } har ændret { $thing }
letter-order_edited-why = Hej { $name }, du får dette brev, fordi { $by } hos { $customer } har ændret ordren { $thing }. Nu står der:

letter-order_cancelled-subject = { $organization }: { $thing } er annulleret
letter-order_cancelled-why = Hej { $name }, du får dette brev, fordi { $by } har annulleret ordren { $thing } for { $customer }. Der var ikke planlagt noget endnu.

letter-comment-subject = { $organization }: en kommentar til { $thing }
letter-comment-why = Hej { $name }, du får dette brev, fordi { $by } har skrevet en kommentar til { $thing } fra { $customer }:

letter-internal_comment-subject = { $organization }: intern kommentar til { $thing }
letter-internal_comment-why = Hej { $name }, du får dette brev, fordi { $by } har skrevet en intern kommentar til { $thing } fra { $customer }. Kunden ser den ikke:

letter-document_added-subject = { $organization }: nyt dokument { $thing }
letter-document_added-why = Hej { $name }, du får dette brev, fordi { $by } har tilføjet et dokument for { $customer }: { $thing }.

letter-fault_received-subject = { $organization }: fejlmelding { $thing } fra { $customer }
letter-fault_received-why = Hej { $name }, du får dette brev, fordi { $by } hos { $customer } har meldt en fejl: { $thing }.

letter-fault_taken-subject = { $organization }: din fejlmelding bliver behandlet
letter-fault_taken-why = Hej { $name }, du får dette brev, fordi { $by } har taget sig af fejlmeldingen fra { $customer }: { $thing }.

letter-fault_closed-subject = { $organization }: din fejlmelding er afsluttet
letter-fault_closed-why = Hej { $name }, du får dette brev, fordi fejlmeldingen fra { $customer } er afsluttet: { $thing }.

letter-estimate_to_accept-subject = { $organization }: tilbuddet { $thing } venter på dit svar
letter-estimate_to_accept-why = Hej { $name }, du får dette brev, fordi { $organization } har givet et tilbud til { $customer }: { $thing }. Du kan acceptere eller afslå det i portalen.

letter-estimate_decided-subject = { $organization }: svar på tilbuddet { $thing }
letter-estimate_decided-why = Hej { $name }, du får dette brev, fordi { $by } hos { $customer } har svaret på tilbuddet { $thing }:

letter-invoice-subject = { $organization }: ny faktura { $thing }
letter-invoice-why = Hej { $name }, du får dette brev, fordi { $organization } har udstedt en faktura til { $customer }: { $thing }.

letter-video_planned-subject = { $organization }: videomøde { $thing }
letter-video_planned-why = Hej { $name }, du får dette brev, fordi der er planlagt et videomøde med { $customer }: { $thing }, { $when }.

letter-video_moved-subject = { $organization }: videomødet { $thing } er flyttet
letter-video_moved-why = Hej { $name }, du får dette brev, fordi { $by } har flyttet videomødet { $thing } med { $customer }. Det er nu planlagt til { $when }.

letter-video_cancelled-subject = { $organization }: videomødet { $thing } er aflyst
letter-video_cancelled-why = Hej { $name }, du får dette brev, fordi { $by } har aflyst videomødet { $thing } med { $customer }, som var planlagt til { $when }.

letter-video_requested-subject = { $organization }: { $customer } beder om et videomøde
letter-video_requested-why = Hej { $name }, du får dette brev, fordi { $by } hos { $customer } beder om et videomøde: { $thing }, { $when }.

letter-check_due-subject = { $organization }: en egenkontrol skal udføres på { $thing }
letter-check_due-why = Hej { $name }, du får dette brev, fordi en egenkontrol skal udføres hos { $customer }: { $thing }, { $when }.

# A letter to nobody, for a look at how it reads.
letter-sample-thing = A-2041 Elevator 3 står stille
letter-sample-detail = Elevatorstolens dør kan ikke lukkes. Kan nogen komme i morgen formiddag?
