# Documents: list, attaching, opening, saving, removing.

# Attaching, opening, saving, removing.

document-attach-title = Attach a file
attach-verb = Attach
document-attached = { $title } is attached
document-attach-say = Type the path of a file on this machine, or paste it. Who sees the document: whoever sees what it hangs on.
label-file = File
document-path-empty = ~/Documents/report.pdf
billing-file-of = File of { $title }
billing-has-file = { $title } has its file
billing-file-say = Type the path of a file on this machine, or paste it. Customers' people who see the record can download it.
billing-file-replaces = It takes the place of { $file }.
billing-path-empty = ~/Documents/invoice.pdf
file-path-needed = type the path of a file, or paste it
file-not-there = there is no file { $shown }
file-unreadable-because = { $shown } cannot be read: { $e }
file-is-none = { $shown } is no file
document-open-title = Open { $title }
document-opened = { $title } is open in another window
document-can-save = { $why }; it can be saved as a file of this machine.
document-save-title = Save { $title }
document-saved-as = Saved as { $display }
label-save-as = Save as
save-as-empty = a folder or a file
save-where = type where to save it
file-there = { $shown } is there already; type another name
file-unwritable = { $shown } cannot be written: { $e }
document-remove-ask = Remove { $title }?
remove-for-good = Remove for good
document-removed = { $title } is removed
document-remove-say = Nobody can read the document any more, in the portal neither. The log keeps that it was there.

# The list.

documents-of-object = Documents of object { $number }
documents-of-model = Documents of model { $number }
documents-of-order = Documents of order { $number }
documents-none = No documents yet. + attaches a file.
document-none-here = there is no document here
view-not-kept = it cannot be kept for a moment: { $e }
view-no-start = The system's program for opening files does not start
view-ssh = You are working over ssh: a window would open on the other machine
view-no-windows = There are no windows here to open it in
view-no-program = There is no program here that opens files
