class KP {
  main(kos) {
    // Access the suitcase filesystem
    const sfs = kos.getSuitcase();
    // Create a directory
    sfs.mkdir("/directory");
    // Write a file
    let f = sfs.open("/directory/filename", "w");
    f.write("something\n");
    f.write("something else\n");
    f.close();
    // List a directory
    const names = sfs.listdir("/directory");
    // Change current directory
    sfs.chdir("/directory");
    // Read a file
    f = sfs.open("filename", "r");
    for (;;) {
      const line = f.readline();
      if (!line) break;
    }
    f.close();
    // Remove a file
    sfs.remove("filename");
    // Remove a directory
    sfs.rmdir("/directory");
  }
}
