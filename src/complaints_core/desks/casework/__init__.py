"""Case work: finding, reading and handling complaints, put together by the desk of staff."""
