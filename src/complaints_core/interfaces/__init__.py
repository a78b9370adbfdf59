"""The whole contract of the core: read `schemas`, `ports` and `errors` before anything else."""
