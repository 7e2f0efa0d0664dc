class KP {
  main(kos) {}
}
