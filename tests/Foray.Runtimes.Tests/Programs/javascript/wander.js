// Visits the stations that its arguments name, with a line in its suitcase about each, and comes home.
class KP {
  ahead = null;

  main(kos) {
    this.ahead ??= [...kos.getArguments(), kos.getStation()];
    const file = kos.getSuitcase().open("/visited", "a");
    file.write(`${kos.getStation()}\n`);
    file.close();
    if (this.ahead.length > 0) kos.migrate(this.ahead.shift());
  }
}
