"""Pages: what a face shows, as words and where they lead. One page, drawn by both faces.

A module here words one view for reading, and decides nothing. The screens draw a page in
columns and marks; the command line prints the same page plain, for screen readers and pipes.
"""
