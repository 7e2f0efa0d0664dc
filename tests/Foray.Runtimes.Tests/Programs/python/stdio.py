import sys


class KP:
    """Prints its arguments, and a line about them on the other stream."""

    def __main__(self, kos):
        for argument in kos.get_arguments():
            print(argument)
        print(len(kos.get_arguments()), "arguments", file=sys.stderr)
