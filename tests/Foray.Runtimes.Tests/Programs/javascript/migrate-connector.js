// Opens a service of type generic.echo where it begins, and calls it there and from the station that its first argument names. The second one is the service's name.
class KP {
  echo = null;

  main(kos) {
    const [destination, name] = kos.getArguments();
    if (this.echo === null) {
      this.echo = kos.lookupService("generic.echo", name, { wait: 10 }).open();
      console.log(this.echo.echo(["hello from", kos.getStation()]));
      kos.migrate(destination);
    }
    console.log(this.echo.echo(["hello from", kos.getStation()]));
  }
}
