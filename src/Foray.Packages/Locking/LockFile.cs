using Foray.Sdk.Diagnostics;
using Foray.Storage;

namespace Foray.Packages.Locking;

/// <summary>The exact packages of a folder, so that the same can be installed elsewhere.</summary>
public sealed class LockFile
{
    internal LockFile(IEnumerable<LockedPackage> packages) => Packages = [.. packages.OrderBy(package => package.Id, StringComparer.Ordinal)];

    /// <summary>The packages by name.</summary>
    public IReadOnlyList<LockedPackage> Packages { get; }

    /// <summary>Reads a lock file.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="DiagnosticException">The file is damaged (FORAY167), of a newer version (FORAY168), or cannot be read (FORAY334).</exception>
    public static LockFile? Load(string path)
    {
        try
        {
            return LockFileReader.Parse(path, File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DiagnosticException(Diagnostic.Error(PackageCodes.DiskFailed, $"cannot read '{path}': {error.Message}", "make it a file that this user can read"), error);
        }
    }

    internal LockedPackage? Find(string id) => Packages.FirstOrDefault(package => package.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    internal void Save(string path) => AtomicFile.Write(path, LockFileWriter.Write(this));
}
