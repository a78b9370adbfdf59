"""The rooms of the administration, each for one kind of thing that an organization is made of."""
