# Att meddela: brev om ändrad åtkomst och åtkomst som upphör, flera kommentarer i ett brev, på vilket sätt.

letter-access_changed-subject = { $organization }: din åtkomst till { $customer } har ändrats
letter-access_changed-why = Hej { $name }, du får det här brevet eftersom { $by } har ändrat vad du får se och göra för { $customer } i kundportalen hos { $organization }:
letter-access_changed-role = Din roll är nu { $after } (tidigare: { $before }).
letter-access_changed-gained = Tillåtet från och med nu: { $after }.
letter-access_changed-lost = Inte längre tillåtet: { $before }.
letter-access_changed-sees = Du ser nu: { $after } (tidigare: { $before }).
letter-access_changed-contact = Av ärendena ser du nu bara dem som gäller { $after }.
letter-access_changed-no-contact = Du ser inte längre bara ärendena för { $before }, utan alla som din åtkomst omfattar.
letter-access_changed-sees-all = allt
letter-access_changed-sees-unassigned = det som inte hör till någon anläggning
letter-access_changed-sees-nothing = ingenting
letter-access_changed-do = Det gäller från och med ditt nästa klick.
letter-access_changed-button = Till kundportalen
letter-access_changed-unexpected = Om du tror att det är ett misstag, svara bara på det här brevet.

letter-access_ending-subject = { $organization }: din åtkomst till { $customer } upphör { $until }
letter-access_ending-why = Hej { $name }, du får det här brevet eftersom din åtkomst till { $customer } i kundportalen hos { $organization } upphör. Du kan använda den till { $until }.
letter-access_ending-do = Om du fortfarande behöver den, svara bara på det här brevet: { $organization } kan förlänga den. Till dess ändras ingenting.
letter-access_ending-button = Till kundportalen
letter-access_ending-unexpected = Om du inte behöver den längre behöver du inte göra något.

letter-independence_asked-subject = { $organization }: { $customer } vill bli en egen organisation
letter-independence_asked-why = Hej { $name }, du får det här brevet eftersom { $by } ber om att { $customer } ska bli en egen organisation. Det står på åtgärdslistan och väntar på beslut.

letter-comment-subject-many = { $organization }: { $count } kommentarer till { $thing }
letter-comment-why-many = Hej { $name }, du får det här brevet eftersom det finns { $count } nya kommentarer till { $thing } för { $customer }:
letter-internal_comment-subject-many = { $organization }: { $count } interna kommentarer till { $thing }
letter-internal_comment-why-many = Hej { $name }, du får det här brevet eftersom det finns { $count } nya interna kommentarer till { $thing } för { $customer }. Kunden ser dem inte:

topics-way = Hur
topics-way-email = Med e-post
topics-way-sms = Med sms
topics-no-number = Du har inte angett något mobilnummer, så du får besked med e-post. Ange ett under ditt namn för att få sms.
topics-number = Sms går till { $mobile }.
problem-notice-way = Välj e-post eller sms.
problem-notice-way-number = Du har inte angett något mobilnummer. Ange ett under ditt namn och spara, eller välj e-post.

staff-topic-independence = Önskemål om självständighet
