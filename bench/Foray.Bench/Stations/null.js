export class KP {
  main() {}
}
