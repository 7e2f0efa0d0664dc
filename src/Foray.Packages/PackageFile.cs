using Foray.Packages.Archives;
using Foray.Sdk.Diagnostics;

namespace Foray.Packages;

/// <summary>A package in a file, outside of any feed.</summary>
public sealed class PackageFile
{
    private readonly string _path;

    private PackageFile(string path, PackageFacts facts) => (_path, Id, Version, IsPlugin) = (path, facts.Id, facts.Version.ToNormalizedString(), facts.IsPlugin);

    /// <summary>Its name.</summary>
    public string Id { get; }

    /// <summary>Its version.</summary>
    public string Version { get; }

    /// <summary>Whether it is of the package type of plugins.</summary>
    public bool IsPlugin { get; }

    /// <summary>Reads what a file says of itself.</summary>
    /// <exception cref="DiagnosticException">It is no package.</exception>
    public static PackageFile Read(string path)
    {
        var facts = PackageArchive.Read(Path.GetFileName(path), path, default);
        return PackageRequest.IsId(facts.Id) ? new PackageFile(path, facts) : throw ArchiveErrors.Damaged(Path.GetFileName(path), $"'{facts.Id}' cannot be the name of a package");
    }

    /// <summary>Unpacks what lies below <c>foray/</c>, by the rules of an installation.</summary>
    /// <param name="folder">A folder that does not exist yet.</param>
    /// <exception cref="DiagnosticException">An entry is unsafe, or the archive is damaged or too large.</exception>
    public void Unpack(string folder) => new ArchiveExtractor(Path.GetFileName(_path), ArchiveLimits.Default).Extract(_path, folder, default);
}
