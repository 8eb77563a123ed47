"""Programs that open files of strangers, each in a process of its own with little memory and little time.

They take the file on standard input and its options as the one word of the command line, and answer on standard
output. They know neither Django nor the database, and no secret stands in their environment (core/limited.py).
"""
