"""Goes to the stations that its arguments name, writes a line at each, and comes home."""


class KP:
    def __init__(self):
        self.home = None
        self.ahead = []

    def __main__(self, kos):
        if self.home is None:
            self.home = kos.get_station()
            self.ahead = kos.get_arguments() + [self.home]
        with kos.get_suitcase().open("/visited.txt", "a") as visited:
            visited.write("%s\n" % kos.get_station())
        if self.ahead:
            kos.migrate(self.ahead.pop(0))
