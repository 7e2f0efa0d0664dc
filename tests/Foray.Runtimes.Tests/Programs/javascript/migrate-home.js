// Goes to the station that its argument names, and comes home.
class KP {
  home = null;

  main(kos) {
    console.log("at", kos.getStation());
    if (this.home === null) {
      this.home = kos.getStation();
      kos.migrate(kos.getArguments()[0]);
    } else if (kos.getStation() !== this.home) {
      kos.migrate(this.home);
    }
  }
}
