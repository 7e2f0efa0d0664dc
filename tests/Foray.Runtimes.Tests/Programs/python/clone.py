class KP:
    """Begins a copy at the station that its argument names; both say who they are."""

    def __init__(self):
        self.original = None

    def __main__(self, kos):
        if self.original is None:
            self.original = kos.get_id()
            kos.clone(kos.get_arguments()[0])
        print("original" if kos.get_id() == self.original else "clone", "at", kos.get_station())
