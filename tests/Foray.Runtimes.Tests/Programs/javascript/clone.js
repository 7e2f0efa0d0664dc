// Begins a copy at the station that its argument names; both say who they are.
class KP {
  original = null;

  main(kos) {
    if (this.original === null) {
      this.original = kos.getId();
      kos.clone(kos.getArguments()[0]);
    }
    console.log(kos.getId() === this.original ? "original" : "clone", "at", kos.getStation());
  }
}
