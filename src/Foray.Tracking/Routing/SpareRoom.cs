using Foray.Tracking.Spool;

namespace Foray.Tracking.Routing;

/// <summary>A file of zeros that is given up when the disk is full. A sink makes room by noting how far it is, and the note itself needs some.</summary>
internal sealed class SpareRoom(string path)
{
    /// <summary>Bytes: a cursor of some fifty runs.</summary>
    private const int Size = 16 * 1024;

    /// <summary>Takes room for the next time, if there is any.</summary>
    public void Keep()
    {
        if (File.Exists(path))
            return;
        try
        {
            File.WriteAllBytes(path, new byte[Size]);
        }
        catch (Exception exception) when (SpoolErrors.IsEnvironmental(exception))
        {
            TryGiveUp();
        }
    }

    /// <summary>Gives the room back. False where there is none.</summary>
    public bool TryGiveUp()
    {
        try
        {
            var had = File.Exists(path);
            File.Delete(path);
            return had;
        }
        catch (Exception exception) when (SpoolErrors.IsEnvironmental(exception))
        {
            return false;
        }
    }
}
