"""Sends a clone to each station that its arguments name; each counts the words of the suitcase's files, and calls the master back."""


class Tally:
    def __init__(self, kos, expected):
        self.kos = kos
        self.expected = expected
        self.counts = {}

    def report(self, station, words):
        self.counts[station] = words
        if len(self.counts) == self.expected:
            self.kos.stop()


class KP:
    def __init__(self):
        self.master = None

    def __main__(self, kos):
        if self.master is None:
            self.lead(kos)
        else:
            self.master.report(kos.get_station(), self.words(kos))

    def lead(self, kos):
        stations = kos.get_arguments()
        tally = Tally(kos, len(stations))
        descriptor = kos.bind_service("tally-" + kos.get_id(), tally, "count.Tally")
        self.master = descriptor.Open()
        for station in stations:
            kos.clone(station)
        kos.run()
        for station in sorted(tally.counts):
            print("%s counted %d words" % (station, tally.counts[station]))

    def words(self, kos):
        suitcase = kos.get_suitcase()
        return sum(len(suitcase.open(name).read().split()) for name in suitcase.listdir("/"))
