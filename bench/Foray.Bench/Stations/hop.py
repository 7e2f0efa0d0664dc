"""Goes to the other station and back, as often as its arguments say, and tells how many milliseconds each hop took."""
import time


class KP:
    def __init__(self):
        self.taken = []
        self.left = None

    def __main__(self, kos):
        if self.left is not None:
            self.taken.append((time.monotonic() - self.left) * 1000)
        first, second, hops, rest = kos.get_arguments()
        if len(self.taken) == int(hops):
            print(" ".join("%.3f" % taken for taken in self.taken))
            return
        time.sleep(float(rest))
        self.left = time.monotonic()
        kos.migrate(second if kos.get_station() == first else first)
