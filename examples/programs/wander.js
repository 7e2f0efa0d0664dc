// Goes to the stations that its arguments name, writes a line at each, and comes home.
export class KP {
  home = null;
  ahead = [];

  main(kos) {
    if (this.home === null) {
      this.home = kos.getStation();
      this.ahead = [...kos.getArguments(), this.home];
    }
    const visited = kos.getSuitcase().open("/visited.txt", "a");
    visited.write(`${kos.getStation()}\n`);
    visited.close();
    if (this.ahead.length > 0) kos.migrate(this.ahead.shift());
  }
}
