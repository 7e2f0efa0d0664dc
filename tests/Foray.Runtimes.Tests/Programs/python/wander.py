class KP:
    """Visits the stations that its arguments name, with a line in its suitcase about each, and comes home."""

    def __init__(self):
        self.ahead = None

    def __main__(self, kos):
        if self.ahead is None:
            self.ahead = kos.get_arguments() + [kos.get_station()]
        with kos.get_suitcase().open("/visited", "a") as file:
            file.write(kos.get_station() + "\n")
        if self.ahead:
            kos.migrate(self.ahead.pop(0))
