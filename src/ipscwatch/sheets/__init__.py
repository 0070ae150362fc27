"""Tables in workbooks, CSV and PDF, as cells with their place: what they hold, nothing of what it means.

`form` says what a body is by its first bytes, whatever its name; `book.read` reads any of them. Everything here
runs in a child process with limits; what a limit can be seen to break beforehand is refused with a sentence.
"""
