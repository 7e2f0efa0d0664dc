class KP:
    """Opens a service of type generic.echo where it begins, and calls it there and from the station that its first argument names. The second one is the service's name."""

    def __init__(self):
        self.echo = None

    def __main__(self, kos):
        destination, name = kos.get_arguments()
        if self.echo is None:
            self.echo = kos.lookup_service("generic.echo", name, wait=10).Open()
            print(self.echo.echo(["hello from", kos.get_station()]))
            kos.migrate(destination)
        print(self.echo.echo(["hello from", kos.get_station()]))
