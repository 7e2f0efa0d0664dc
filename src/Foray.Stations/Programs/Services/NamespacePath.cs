using Foray.Stations.Programs.Bastion;
using Foray.Stations.Programs.Suitcases;

namespace Foray.Stations.Programs.Services;

/// <summary>Paths of the namespace that all stations share: <c>/foray/STATION/services/NAME</c>, and the same below <c>/kos</c>.</summary>
/// <param name="IsKos">Whether it is below <c>/kos</c>, where programs are called <c>kps</c>.</param>
/// <param name="Names">Names below the root: a station, a folder of it, what is in the folder.</param>
internal sealed record NamespacePath(bool IsKos, IReadOnlyList<string> Names)
{
    /// <summary>The folder of services.</summary>
    public const string Services = "services";

    /// <summary>The folder of programs.</summary>
    public const string Programs = "programs";

    private const string Root = "foray";
    private const string KosRoot = "kos";
    private const string KosPrograms = "kps";

    /// <summary>The folders of a station, under the names that they have below this path's root.</summary>
    public IReadOnlyList<string> Folders => IsKos ? [KosPrograms, Services] : [Programs, Services];

    /// <summary>Reads a path.</summary>
    /// <exception cref="BastionException">It is no path, or below another root.</exception>
    public static NamespacePath Parse(string path) => SuitcasePath.Parse(path) switch
    {
        [Root, .. var names] => new NamespacePath(IsKos: false, names),
        [KosRoot, .. var names] => new NamespacePath(IsKos: true, names),
        _ => throw new BastionException(BastionError.NotFound, $"'{path}' is in no namespace: paths begin with '/{Root}/'"),
    };

    /// <summary>Reads the path of a service.</summary>
    /// <exception cref="BastionException">It is none.</exception>
    public static (string Station, string Name) ParseService(string path) => Parse(path).Names is [var station, Services, var name]
        ? (station, name)
        : throw new BastionException(BastionError.BadPath, $"'{path}' is no path of a service: that is '/{Root}/STATION/{Services}/NAME'");

    /// <summary>The path of a service.</summary>
    public static string OfService(string station, string name) => $"/{Root}/{station}/{Services}/{name}";

    /// <summary>The folder that a name below this path's root means; null for none.</summary>
    public string? FolderOf(string name) => name switch
    {
        Services => Services,
        Programs when !IsKos => Programs,
        KosPrograms when IsKos => Programs,
        _ => null,
    };
}
