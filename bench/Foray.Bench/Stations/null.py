class KP:
    def __main__(self, kos):
        pass
