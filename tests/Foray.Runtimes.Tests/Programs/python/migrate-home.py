class KP:
    """Goes to the station that its argument names, and comes home."""

    def __init__(self):
        self.home = None

    def __main__(self, kos):
        print("at", kos.get_station())
        if self.home is None:
            self.home = kos.get_station()
            kos.migrate(kos.get_arguments()[0])
        elif kos.get_station() != self.home:
            kos.migrate(self.home)
