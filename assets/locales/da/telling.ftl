# At give besked: breve om ændret adgang og adgang, der ophører, flere kommentarer i ét brev, på hvilken måde.

letter-access_changed-subject = { $organization }: din adgang til { $customer } er ændret
letter-access_changed-why = Hej { $name }, du får dette brev, fordi { $by } har ændret, hvad du må se og gøre for { $customer } i kundeportalen hos { $organization }:
letter-access_changed-role = Din rolle er nu { $after } (før: { $before }).
letter-access_changed-gained = Tilladt fra nu af: { $after }.
letter-access_changed-lost = Ikke længere tilladt: { $before }.
letter-access_changed-sees = Du ser nu: { $after } (før: { $before }).
letter-access_changed-contact = Af ordrerne ser du nu kun dem for { $after }.
letter-access_changed-no-contact = Du ser ikke længere kun ordrerne for { $before }, men alle, som din adgang omfatter.
letter-access_changed-sees-all = alt
letter-access_changed-sees-unassigned = det, der ikke hører til et sted
letter-access_changed-sees-nothing = intet
letter-access_changed-do = Det gælder fra dit næste klik.
letter-access_changed-button = Til kundeportalen
letter-access_changed-unexpected = Hvis du tror, det er en fejl, så svar blot på dette brev.

letter-access_ending-subject = { $organization }: din adgang til { $customer } ophører { $until }
letter-access_ending-why = Hej { $name }, du får dette brev, fordi din adgang til { $customer } i kundeportalen hos { $organization } ophører. Du kan bruge den indtil { $until }.
letter-access_ending-do = Hvis du stadig har brug for den, så svar blot på dette brev: { $organization } kan forlænge den. Indtil da ændres intet.
letter-access_ending-button = Til kundeportalen
letter-access_ending-unexpected = Hvis du ikke længere har brug for den, behøver du ikke gøre noget.

letter-independence_asked-subject = { $organization }: { $customer } vil være en selvstændig organisation
letter-independence_asked-why = Hej { $name }, du får dette brev, fordi { $by } beder om, at { $customer } bliver en selvstændig organisation. Det står på opgavelisten og venter på en afgørelse.

letter-comment-subject-many = { $organization }: { $count } kommentarer til { $thing }
letter-comment-why-many = Hej { $name }, du får dette brev, fordi der er { $count } nye kommentarer til { $thing } for { $customer }:
letter-internal_comment-subject-many = { $organization }: { $count } interne kommentarer til { $thing }
letter-internal_comment-why-many = Hej { $name }, du får dette brev, fordi der er { $count } nye interne kommentarer til { $thing } for { $customer }. Kunden ser dem ikke:

topics-way = Hvordan
topics-way-email = Med e-mail
topics-way-sms = Med sms
topics-no-number = Du har ikke angivet et mobilnummer, så du får besked med e-mail. Angiv et ved dit navn for at få sms.
topics-number = Sms sendes til { $mobile }.
problem-notice-way = Vælg e-mail eller sms.
problem-notice-way-number = Du har ikke angivet et mobilnummer. Angiv et ved dit navn og gem, eller vælg e-mail.

staff-topic-independence = Ønsker om selvstændighed
