using System.Security.Cryptography;
using System.Text;

namespace Foray.Storage;

/// <summary>Names of files that are to replace another: each tells whose place it takes, so that those of writers that were killed can be removed.</summary>
internal static class AsideNames
{
    private const string Prefix = ".foray-";
    private const string Suffix = ".new";
    private const int TargetDigits = 8;
    private const int Digits = 32;

    /// <summary>A writer has its file for a moment before it has the lock.</summary>
    private static readonly TimeSpan Unlocked = TimeSpan.FromMinutes(1);

    /// <summary>A name that nobody else has, in the folder of a file.</summary>
    public static string For(string path) =>
        Path.Combine(Folder.Of(path), Prefix + TargetOf(path) + Guid.NewGuid().ToString("N")[TargetDigits..] + Suffix);

    /// <summary>Removes what writers of a file left that were killed. What cannot be removed stays.</summary>
    public static void Sweep(string path)
    {
        try
        {
            foreach (var file in Directory.GetFiles(Folder.Of(path), $"{Prefix}{TargetOf(path)}{new string('?', Digits - TargetDigits)}{Suffix}"))
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > Unlocked)
                    DeleteUnlocked(file);
        }
        catch (Exception exception) when (StorageErrors.IsEnvironmental(exception))
        {
            // Whoever writes there next tries again, and what keeps us from writing is told by the writing.
        }
    }

    /// <summary>A writer holds the lock of its file as long as it lives.</summary>
    private static void DeleteUnlocked(string file)
    {
        using var handle = LibC.OpenWithoutWaiting(file);
        if (!handle.IsInvalid && LibC.Lock(handle, LibC.LockExclusive | LibC.LockNonBlocking) == 0)
            File.Delete(file);
    }

    /// <summary>Not the target's own name, which may be as long as names can be.</summary>
    private static string TargetOf(string path) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFileName(path))))[..TargetDigits];
}
