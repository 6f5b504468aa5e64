"""What law and policy ask of a managed person, as pure functions.

A rule is given a case file, the day judged and a rulebook, and answers with findings.
It never reads a clock, a database, a file or a screen, and it decides nothing: a
finding asks a named officer for a decision. Standard library and dateutil only.
"""
