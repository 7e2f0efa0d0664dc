// Goes to the other station and back, as often as its arguments say, and tells how many milliseconds each hop took.
export class KP {
  taken = [];
  left = null;

  main(kos) {
    if (this.left !== null) this.taken.push(Date.now() - this.left);
    const [first, second, hops, rest] = kos.getArguments();
    if (this.taken.length === Number(hops)) {
      console.log(this.taken.join(" "));
      return;
    }
    if (Number(rest) > 0) this.rest(kos, Number(rest));
    this.left = Date.now();
    kos.migrate(kos.getStation() === first ? second : first);
  }

  // There is no timer: a service that nobody offers is waited for.
  rest(kos, seconds) {
    try {
      kos.lookupService("bench.None", "none", { wait: seconds });
    } catch (error) {
      if (!(error instanceof kos.errors.NotFoundError)) throw error;
    }
  }
}
