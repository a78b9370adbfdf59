"""Frozen objects and pure rules: nothing here reads a clock, a disk or a network.

    the organization    lists, directory, process (process_verifier), working_time, answer_templates;
                        amendments and amendment_kinds are what administrators changed of these
    people              citizens, staff, roll, personnel, jurisdiction, logins, news
    a complaint         complaints, files, tracking, submission, course, clock, queues, queue_order
    a report            misconduct, report_clock, report_queues
    who may what        access
    finding             search, wording, listing, export
    counting            tallying, figures, periods, dashboard
    what passes         outbox, pending, one_time, opaque_keys, moments
    what stays          audit, faults

Objects are kept as they are, so a database names them with their modules: whatever is kept stays where it is.
"""
