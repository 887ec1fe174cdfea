"""What goes back to the groups: mails to look through and send, and a calendar. Nothing is ever sent from here.

letters     which words a group gets, by where it stands; a letter as an .eml that opens as a draft, and as plain text
ics         the annual wheel and the days by which things are due, as an .ics
"""
