using NuGet.Frameworks;
using NuGet.Packaging;
using NuGet.Packaging.Core;
using NuGet.Versioning;

namespace Foray.Packages.Tests.Support;

/// <summary>Packages as NuGet's own packer makes them.</summary>
internal sealed class Nupkg(string id, string version)
{
    public string Id => id;

    public string Version => version;

    public List<(string Id, string Range)> Requires { get; init; } = [];

    public string? PackageType { get; init; } = "ForayPlugin";

    /// <summary>Whether its author withdrew it from the feed's lists.</summary>
    public bool IsUnlisted { get; init; }

    public string Description { get; init; } = "A package of a test";

    /// <summary>Files by their path in the package; null for an assembly with a manifest.</summary>
    public Dictionary<string, byte[]>? Files { get; init; }

    public byte[] Pack()
    {
        var builder = new PackageBuilder { Id = id, Version = NuGetVersion.Parse(version), Description = Description };
        builder.Authors.Add("Tests");
        if (PackageType is not null)
            builder.PackageTypes.Add(new PackageType(PackageType, PackageType == "ForayPlugin" ? NuGet.Packaging.Core.PackageType.EmptyVersion : new Version(1, 0)));
        builder.DependencyGroups.Add(new PackageDependencyGroup(NuGetFramework.Parse("net10.0"), Requires.Select(other => new PackageDependency(other.Id, VersionRange.Parse(other.Range)))));
        foreach (var (path, content) in Files ?? new() { [$"foray/{id}.dll"] = ManifestAssembly.Make(id, version) })
            builder.Files.Add(new PhysicalPackageFile(new MemoryStream(content)) { TargetPath = path });
        using var stream = new MemoryStream();
        builder.Save(stream);
        return stream.ToArray();
    }

    /// <summary>A fixture as it was built, packed.</summary>
    public static Nupkg OfFixture(string fixture, string version)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", fixture, configuration));
        return new Nupkg(fixture, version) { Files = Directory.EnumerateFiles(built).ToDictionary(file => "foray/" + Path.GetFileName(file), File.ReadAllBytes) };
    }
}
