class KP:
    def __main__(self, kos):
        # Access the suitcase filesystem
        sfs = kos.get_suitcase()
        # Create a directory
        sfs.mkdir("/directory")
        # Write a file
        f = sfs.open("/directory/filename", "w")
        f.write("something\n")
        f.write("something else\n")
        f.close()
        # List a directory
        names = sfs.listdir("/directory")
        # Change current directory
        sfs.chdir("/directory")
        # Read a file
        f = sfs.open("filename", "r")
        while 1:
            line = f.readline()
            if not line: break
        f.close()
        # Remove a file
        sfs.remove("filename")
        # Remove a directory
        sfs.rmdir("/directory")
