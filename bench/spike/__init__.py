"""A spike: people come whether or not those before them have been answered, with whole cases: a citizen
files, an expert finds it, takes it and answers it, the citizen reads the answer.

    python -m bench.spike --store postgres

One a second, then thirty-five, then one again. What must hold stands in `report`; who comes when in
`timetable`, what they do in `journey`.
"""
