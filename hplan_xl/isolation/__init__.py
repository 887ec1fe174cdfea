"""Work in processes of its own: a crash, a hang or a blow-up costs the one piece of work that caused it.

    answers   what comes of a piece of work, the limits it is held to, and how it goes through a pipe
    serving   the process's side
    worker    our side of one process
    crew      several of them at one run of work, with the results in order

A process is a Python of its own, started by its command line: it imports what the work needs and nothing of its
caller's. So the caller's script is not run again, as multiprocessing would, and no process with threads is copied.
"""
