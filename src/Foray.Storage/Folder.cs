using System.Runtime.InteropServices;

namespace Foray.Storage;

/// <summary>Folders as the disk sees them.</summary>
public static class Folder
{
    /// <summary>The folder that holds a file.</summary>
    public static string Of(string path) => Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";

    /// <summary>Makes names that were added to or replaced in the folder survive a power failure.</summary>
    /// <exception cref="IOException">The disk could not do it.</exception>
    public static void Flush(string folder)
    {
        using var handle = LibC.OpenExisting(folder);
        if (handle.IsInvalid)
            throw Failure(folder);

        // Some network file systems cannot flush folders, and say so.
        if (LibC.Flush(handle) != 0 && Marshal.GetLastPInvokeError() != LibC.InvalidArgument)
            throw Failure(folder);
    }

    private static IOException Failure(string folder) =>
        new($"cannot flush folder '{folder}': {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());
}
