// Prints its arguments, and a line about them on the other stream.
export default class KP {
  main(kos) {
    for (const argument of kos.getArguments()) console.log(argument);
    console.error(kos.getArguments().length, "arguments");
  }
}
