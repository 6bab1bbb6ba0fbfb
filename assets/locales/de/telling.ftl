# Benachrichtigen: Briefe über geänderten und endenden Zugang, mehrere Kommentare in einem Brief, auf welchem Weg.

letter-access_changed-subject = { $organization }: Ihr Zugang zu { $customer } wurde geändert
letter-access_changed-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $by } geändert hat, was Sie für { $customer } im Kundenportal von { $organization } sehen und tun dürfen:
letter-access_changed-role = Ihre Rolle ist jetzt { $after } (bisher: { $before }).
letter-access_changed-gained = Neu erlaubt: { $after }.
letter-access_changed-lost = Nicht mehr erlaubt: { $before }.
letter-access_changed-sees = Sie sehen jetzt: { $after } (bisher: { $before }).
letter-access_changed-contact = Von den Aufträgen sehen Sie jetzt nur die für { $after }.
letter-access_changed-no-contact = Sie sehen nicht mehr nur die Aufträge für { $before }, sondern alle, die Ihr Zugang umfasst.
letter-access_changed-sees-all = alles
letter-access_changed-sees-unassigned = was zu keinem Standort gehört
letter-access_changed-sees-nothing = nichts
letter-access_changed-do = Das gilt ab Ihrem nächsten Klick.
letter-access_changed-button = Zum Kundenportal
letter-access_changed-unexpected = Wenn Sie das für einen Irrtum halten, antworten Sie einfach auf diesen Brief.

letter-access_ending-subject = { $organization }: Ihr Zugang zu { $customer } endet am { $until }
letter-access_ending-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil Ihr Zugang zu { $customer } im Kundenportal von { $organization } endet. Sie können ihn bis { $until } nutzen.
letter-access_ending-do = Wenn Sie ihn weiter brauchen, antworten Sie einfach auf diesen Brief: { $organization } kann ihn verlängern. Bis dahin ändert sich nichts.
letter-access_ending-button = Zum Kundenportal
letter-access_ending-unexpected = Wenn Sie ihn nicht mehr brauchen, müssen Sie nichts tun.

letter-independence_asked-subject = { $organization }: { $customer } möchte eine eigene Organisation werden
letter-independence_asked-why = Guten Tag { $name }, Sie erhalten diesen Brief, weil { $by } darum bittet, dass { $customer } eine eigene Organisation wird. Die Anfrage steht in der Liste der offenen Punkte und wartet auf eine Entscheidung.

letter-comment-subject-many = { $organization }: { $count } Kommentare zu { $thing }
letter-comment-why-many = Guten Tag { $name }, Sie erhalten diesen Brief, weil es { $count } neue Kommentare zu { $thing } von { $customer } gibt:
letter-internal_comment-subject-many = { $organization }: { $count } interne Kommentare zu { $thing }
letter-internal_comment-why-many = Guten Tag { $name }, Sie erhalten diesen Brief, weil es { $count } neue interne Kommentare zu { $thing } von { $customer } gibt. Der Kunde sieht sie nicht:

topics-way = Wie
topics-way-email = Per E-Mail
topics-way-sms = Per SMS
topics-no-number = Sie haben keine Mobilnummer angegeben und werden deshalb per E-Mail benachrichtigt. Für SMS tragen Sie bei Ihrem Namen eine ein.
topics-number = SMS gehen an { $mobile }.
problem-notice-way = Wählen Sie E-Mail oder SMS.
problem-notice-way-number = Sie haben keine Mobilnummer angegeben. Tragen Sie bei Ihrem Namen eine ein und speichern Sie, oder wählen Sie E-Mail.

staff-topic-independence = Anfragen auf Eigenständigkeit
