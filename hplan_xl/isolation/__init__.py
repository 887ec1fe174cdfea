"""Work in processes of its own: a crash, a hang or a blow-up costs the one piece of work that caused it.

    protocol      the results and limits of a piece of work, and the messages they are sent by
    worker_main   the worker process
    pool          starting and ending processes, and sharing a run of work among several

A process is a Python of its own, started by its command line: it imports what the work needs and nothing of its
caller's. So the caller's script is not run again, as multiprocessing would, and no process with threads is copied.

Weighed against this was Pebble 5.2.3 (its ProcessPool, spawned; two cores). It costs little: one plan is read in 0.32 s
for 0.22 here, 100 in 1.7 s for 1.3, in 3.5 s of processor time for 2.8. But what ends badly does not cost itself only:
of 10 runs of 100 pieces, 50 of them crashes, beside a busy caller, 4 stopped as a whole, and in 2 others 7 crashes were
told as late and 2 whole pieces as lost (here none), for a process may die before its taking of a piece is noticed.
Processes killed from outside, as a system short of memory does, stopped 3 runs of 3 (here none): all share one pipe. An
exit with status 0 is told as late; Ctrl-C while a process starts prints a traceback; and a caller's script without a
guard cannot read at all, for each process runs it again.
"""
