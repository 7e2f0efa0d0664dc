using System.Runtime.InteropServices;

namespace Foray.Storage;

/// <summary>Tells files from what only looks like one: opening a named pipe waits for somebody to write into it.</summary>
public static class RegularFile
{
    /// <summary>True for a file with content that can be read from any position; false for pipes and sockets.</summary>
    public static bool Is(string path)
    {
        using var file = LibC.OpenWithoutWaiting(path);
        var error = Marshal.GetLastPInvokeError();
        // What may not be opened is a file all the same: whoever wants to read it says so. A socket is none.
        if (file.IsInvalid)
            return File.Exists(path) && error != LibC.NoSuchDevice;
        try
        {
            return RandomAccess.GetLength(file) >= 0;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }
}
